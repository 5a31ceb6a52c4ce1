import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { KeelError } from '../../foundation/errors.js';
import type { Handles } from './handles.js';
import { findLibrary } from './library.js';
import type { Handle, OrtApi } from './ort-api.js';

/** Where a graph can run. */
export type ExecutionProvider = 'cpu' | 'webgpu' | 'cuda';

export interface SessionOptions {
  /** Threads inside an operator, the caller's included; 0 takes one per core. */
  readonly threads?: number;
  /** How far ONNX Runtime rewrites the graph. `extended` by default. */
  readonly optimisation?: 'none' | 'basic' | 'extended' | 'all';
  /** Keeps memory for the next run, in an arena that all sessions of the process share. On by default. */
  readonly arena?: boolean;
  /**
   * Lays all memory that a run needs out as one block after the first run. What the first run took stays besides, so
   * that this takes nearly twice as much; off by default.
   */
  readonly memoryPattern?: boolean;
  /** `cpu` by default. */
  readonly provider?: ExecutionProvider;
  /** Options of the provider, such as `{ device_id: '0' }`. */
  readonly providerOptions?: Readonly<Record<string, string>>;
  /** Path that the files of profiles begin with; none are written by default. */
  readonly profile?: string;
  /** Session configuration entries of ONNX Runtime, such as `session.set_denormal_as_zero`. */
  readonly config?: Readonly<Record<string, string>>;
}

const optimisationLevels = { none: 0, basic: 1, extended: 2, all: 99 } as const;

/** Names that ONNX Runtime gives to its providers. */
const providerNames = { cpu: 'CPUExecutionProvider', webgpu: 'WebGpuExecutionProvider', cuda: 'CUDAExecutionProvider' };

/** The part of ONNX Runtime that CUDA needs, beside its library; the npm package comes without it. */
const cudaFiles: Readonly<Record<string, string>> = {
  linux: 'libonnxruntime_providers_cuda.so',
  win32: 'onnxruntime_providers_cuda.dll',
};

/**
 * Session options made from settings; they are released with `handles`. Throws `runtime/no-provider`,
 * `runtime/no-provider-file` and `runtime/provider-failed`.
 */
export function sessionOptions(api: OrtApi, handles: Handles, settings: SessionOptions): Handle {
  const options = handles.native(api, 'ReleaseSessionOptions', api.create('CreateSessionOptions'));
  api.call('SetIntraOpNumThreads', options, settings.threads ?? 0);
  api.call('SetSessionGraphOptimizationLevel', options, optimisationLevels[settings.optimisation ?? 'extended']);
  api.call('SetDeterministicCompute', options, true);
  if (settings.memoryPattern !== true) api.call('DisableMemPattern', options);
  if (settings.arena === false) api.call('DisableCpuMemArena', options);
  if (settings.profile !== undefined) api.call('EnableProfiling', options, pathText(settings.profile));
  const config = { ...asWritten, ...(settings.arena === false ? {} : sharedArena), ...settings.config };
  for (const [key, value] of Object.entries(config)) {
    api.call('AddSessionConfigEntry', options, key, value);
  }
  const provider = settings.provider ?? 'cpu';
  if (provider !== 'cpu') appendProvider(api, options, provider, settings.providerOptions ?? {});
  return options;
}

/**
 * Leaves transpositions as they are written. ONNX Runtime would merge neighbours into one, which its general kernel then
 * takes four times as long for as its kernel for matrices takes for both.
 */
const asWritten = {
  'optimization.disable_specified_optimizers': 'TransposeOptimizer;TransposeOptimizer_CPUExecutionProvider',
};

/** Takes memory from the arena of the environment. */
const sharedArena = { 'session.use_env_allocators': '1' };

/** A path as the characters that ONNX Runtime takes on this system. */
function pathText(path: string): Uint8Array {
  return Buffer.from(`${path}\0`, process.platform === 'win32' ? 'utf16le' : 'utf8');
}

function appendProvider(
  api: OrtApi,
  options: Handle,
  provider: 'webgpu' | 'cuda',
  settings: Readonly<Record<string, string>>,
): void {
  const available = api.availableProviders();
  if (!available.includes(providerNames[provider])) {
    throw new KeelError('runtime/no-provider', { provider, available: available.join(', ') });
  }
  if (provider === 'cuda') {
    const file = join(dirname(findLibrary()), cudaFiles[process.platform] ?? cudaFiles.linux);
    if (!existsSync(file)) throw new KeelError('runtime/no-provider-file', { provider, file });
  }
  const keys = Object.keys(settings);
  const values = Object.values(settings);
  try {
    if (provider === 'webgpu') {
      api.call('SessionOptionsAppendExecutionProvider', options, 'WebGPU', keys, values, keys.length);
      return;
    }
    const cuda = api.create('CreateCUDAProviderOptions');
    try {
      if (keys.length > 0) api.call('UpdateCUDAProviderOptions', cuda, keys, values, keys.length);
      api.call('SessionOptionsAppendExecutionProvider_CUDA_V2', options, cuda);
    } finally {
      api.call('ReleaseCUDAProviderOptions', cuda);
    }
  } catch (error) {
    if (!(error instanceof KeelError)) throw error;
    throw new KeelError('runtime/provider-failed', { provider, message: error.values.message }, undefined, error);
  }
}
