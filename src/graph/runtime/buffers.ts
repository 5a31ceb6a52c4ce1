import { KeelError } from '../../foundation/errors.js';
import type { DType, HostArray, HostTensor, TensorType } from '../types.js';
import { sizeOf } from '../value.js';

/** A piece of memory that ONNX Runtime, host kernels and their threads can all see in place. */
export interface Memory {
  readonly buffer: ArrayBufferLike;
  readonly byteOffset: number;
  readonly byteLength: number;
}

/** Where a program takes the memory for its values from. */
export interface Buffers {
  /** Memory of at least one byte, aligned to 64 bytes. What it holds at first is not said. */
  allocate(byteLength: number): Memory;
  /** Takes memory back. Nothing may use it any more. */
  free(memory: Memory): void;
}

/** Room between tensors, so that no two share a cache line. */
const alignment = 64;

/** The unit in which WebAssembly memories grow. */
const pageBytes = 65536;

const elementBytes = { float32: 4, int64: 8, bool: 1 } as const;

/** Bytes that a tensor takes. */
export function byteLengthOf({ dtype, shape }: TensorType): number {
  return sizeOf(shape) * elementBytes[dtype];
}

/** A tensor in memory of its own, which no later run overwrites. */
export function copyOf({ shape, data }: HostTensor): HostTensor {
  return { shape, data: data.slice() };
}

/** A tensor over memory. */
export function tensorIn({ buffer, byteOffset }: Memory, { dtype, shape }: TensorType): HostTensor {
  return { shape, data: viewOf(dtype, buffer, byteOffset, sizeOf(shape)) };
}

function viewOf(dtype: DType, buffer: ArrayBufferLike, byteOffset: number, size: number): HostArray {
  if (dtype === 'float32') return new Float32Array(buffer, byteOffset, size);
  return dtype === 'int64' ? new BigInt64Array(buffer, byteOffset, size) : new Uint8Array(buffer, byteOffset, size);
}

/** Memory from shared array buffers, one for each tensor; the garbage collector takes it back. */
export const sharedBuffers: Buffers = {
  allocate: (byteLength) => {
    const buffer = orOutOfMemory(byteLength, () => new SharedArrayBuffer(Math.max(1, byteLength)));
    return { buffer, byteOffset: 0, byteLength };
  },
  free: () => undefined,
};

/** A `WebAssembly.Memory`, as far as it is used here. */
export interface WebAssemblyMemory {
  readonly buffer: ArrayBufferLike;
  grow(pages: number): number;
}

/**
 * Memory from a shared WebAssembly memory, so that kernels in WebAssembly work on tensors in place. Grows the memory as
 * far as it may; throws `runtime/out-of-memory` beyond. `start` is the first byte that is free for tensors.
 */
export function webAssemblyBuffers(memory: WebAssemblyMemory, start: number): Buffers {
  /** Free pieces by address; neighbours are joined. */
  const free: { from: number; to: number }[] = [];
  let end = roundUp(start);
  return {
    allocate(byteLength) {
      const size = roundUp(Math.max(1, byteLength));
      const fitting = free.filter(({ from, to }) => to - from >= size);
      const best = fitting.reduce((a, b) => (b.to - b.from < a.to - a.from ? b : a), fitting[0]);
      if (best !== undefined) {
        const byteOffset = best.from;
        best.from += size;
        if (best.from === best.to) free.splice(free.indexOf(best), 1);
        return { buffer: memory.buffer, byteOffset, byteLength };
      }
      const byteOffset = end;
      growTo(byteOffset + size);
      end = byteOffset + size;
      return { buffer: memory.buffer, byteOffset, byteLength };
    },
    free({ byteOffset, byteLength }) {
      const piece = { from: byteOffset, to: byteOffset + roundUp(Math.max(1, byteLength)) };
      const at = free.findIndex(({ from }) => from > piece.from);
      free.splice(at < 0 ? free.length : at, 0, piece);
      for (let i = free.length - 1; i > 0; i -= 1) {
        if (free[i - 1].to === free[i].from) free.splice(i - 1, 2, { from: free[i - 1].from, to: free[i].to });
      }
    },
  };

  function growTo(bytes: number): void {
    const missing = bytes - memory.buffer.byteLength;
    if (missing > 0) orOutOfMemory(bytes, () => memory.grow(Math.ceil(missing / pageBytes)));
  }
}

function orOutOfMemory<Result>(byteLength: number, allocate: () => Result): Result {
  try {
    return allocate();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new KeelError('runtime/out-of-memory', { megabytes: Math.ceil(byteLength / 1e6) }, undefined, error);
  }
}

function roundUp(bytes: number): number {
  return Math.ceil(bytes / alignment) * alignment;
}
