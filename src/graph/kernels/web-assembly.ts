import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { KeelError, systemErrorCode } from '../../foundation/errors.js';
import type { WebAssemblyMemory } from '../runtime/buffers.js';

/** A kernel takes addresses and whole numbers. */
export type Kernel = (...values: number[]) => void;

/** What the compiled kernels offer (assembly/index.ts). */
export type KernelName =
  | 'rotatedRoIAlign'
  | 'rotatedRoIAlignGradient'
  | 'rotatedFeatureAlign'
  | 'rotatedFeatureAlignGradient'
  | 'deformableColumns'
  | 'deformableColumnsGradient'
  | 'deformableOffsetGradient';

type Exports = Readonly<Record<KernelName, Kernel>> & { readonly start: { readonly value: number } };

/** As far as it is used here; TypeScript has these types in the browser's library only. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { readonly exports: Exports };
  Memory: new (limits: { initial: number; maximum: number; shared: true }) => WebAssemblyMemory;
};

/** All that 32 bits address: 4 GiB in pages of 64 KiB. Untouched pages cost nothing. */
const allPages = 65536;

/** The compiled kernels and the shared memory that they and all their threads work on. */
export interface KernelModule {
  readonly module: object;
  readonly memory: WebAssemblyMemory;
  readonly exports: Exports;
}

let loaded: KernelModule | undefined;

/** The kernels; loaded at the first call. Throws `kernels/not-built`. */
export function kernelModule(): KernelModule {
  if (loaded === undefined) {
    const module = new WebAssembly.Module(readCompiled(new URL('./kernels.wasm', import.meta.url)));
    const memory = new WebAssembly.Memory({ initial: 1, maximum: allPages, shared: true });
    loaded = { module, memory, exports: new WebAssembly.Instance(module, { env: { memory } }).exports };
  }
  return loaded;
}

function readCompiled(file: URL): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    if (systemErrorCode(error) !== 'ENOENT') throw error;
    throw new KeelError('kernels/not-built', { file: fileURLToPath(file) }, undefined, error);
  }
}
