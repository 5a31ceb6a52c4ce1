import { type Buffers, type Memory, webAssemblyBuffers } from '../runtime/buffers.js';
import { kernelModule } from './web-assembly.js';

/** Every face of the kernels' memory that was handed out; it has a new one whenever it grows. */
const faces = new WeakSet<ArrayBufferLike>();

let buffers: Buffers | undefined;

/**
 * Memory that the kernels work on in place. A program compiled with these buffers hands its values to the kernels
 * without copies; values that lie elsewhere are copied in and out. At most 4 GiB; throws `runtime/out-of-memory` beyond.
 */
export const kernelBuffers: Buffers = {
  allocate(byteLength) {
    const memory = own().allocate(byteLength);
    faces.add(memory.buffer);
    return memory;
  },
  free(memory: Memory) {
    own().free(memory);
  },
};

/** Where data lies in the kernels' memory; undefined if it lies elsewhere. */
export function addressOf({ buffer, byteOffset }: ArrayBufferView): number | undefined {
  return faces.has(buffer) ? byteOffset : undefined;
}

function own(): Buffers {
  if (buffers === undefined) {
    const { memory, exports } = kernelModule();
    buffers = webAssemblyBuffers(memory, exports.start.value);
  }
  return buffers;
}
