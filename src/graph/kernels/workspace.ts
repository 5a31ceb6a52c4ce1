import type { Memory } from '../runtime/buffers.js';
import type { HostTensor } from '../types.js';
import { addressOf, kernelBuffers } from './kernel-memory.js';

/** What one call of a kernel has in the kernels' memory: its tensors, in place or as copies, and tables. */
export class Workspace {
  readonly #taken: Memory[] = [];
  readonly #results: (() => void)[] = [];

  /** Address of a tensor that is read. */
  input({ data }: HostTensor): number {
    const address = addressOf(data);
    if (address !== undefined) return address;
    const memory = this.allocate(data.byteLength);
    bytesOf(memory).set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    return memory.byteOffset;
  }

  /** Address of a tensor that is written, all of it. */
  output({ data }: HostTensor): number {
    const address = addressOf(data);
    if (address !== undefined) return address;
    const memory = this.allocate(data.byteLength);
    this.#results.push(() => new Uint8Array(data.buffer, data.byteOffset, data.byteLength).set(bytesOf(memory)));
    return memory.byteOffset;
  }

  /** Address of a table of numbers. */
  table(numbers: Float64Array | Int32Array): number {
    const memory = this.allocate(numbers.byteLength);
    bytesOf(memory).set(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength));
    return memory.byteOffset;
  }

  /** Memory until the end of the call. */
  allocate(byteLength: number): Memory {
    const memory = kernelBuffers.allocate(byteLength);
    this.#taken.push(memory);
    return memory;
  }

  /** Copies results to where they belong. */
  deliver(): void {
    for (const copy of this.#results) copy();
  }

  /** Gives all memory back. */
  free(): void {
    for (const memory of this.#taken) kernelBuffers.free(memory);
  }
}

/** Does a call's work in a workspace, then copies results out and gives memory back. */
export async function inWorkspace(work: (workspace: Workspace) => Promise<void>): Promise<void> {
  const workspace = new Workspace();
  try {
    await work(workspace);
    workspace.deliver();
  } finally {
    workspace.free();
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: Memory): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
