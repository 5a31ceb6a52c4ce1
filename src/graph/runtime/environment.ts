import { type Handle, ortApi } from './ort-api.js';

/** Messages go to the caller as errors, so that ONNX Runtime prints only what it dies of. */
const onlyFatal = 4;

const arenaAllocator = 1;
const defaultMemory = 0;

let environmentHandle: Handle | undefined;
let memoryHandle: Handle | undefined;

/** ONNX Runtime's environment: one for the process, alive until it ends. */
export function environment(): Handle {
  environmentHandle ??= ortApi().create('CreateEnv', onlyFatal, 'keel');
  return environmentHandle;
}

/** Says of a tensor that it lies in memory that the processor reads. */
export function processorMemory(): Handle {
  memoryHandle ??= ortApi().create('CreateCpuMemoryInfo', arenaAllocator, defaultMemory);
  return memoryHandle;
}
