import { type Handle, type OrtApi, ortApi } from './ort-api.js';

/** Failures reach the caller as errors, so that ONNX Runtime prints only what it dies of. */
const onlyFatal = 4;

const arenaAllocator = 1;
const defaultMemory = 0;

/** Grow by what is asked for; the other strategy, powers of two, keeps up to twice as much. */
const arenaSettings = { arena_extend_strategy: 1n };

let environmentHandle: Handle | undefined;
let memoryHandle: Handle | undefined;

/**
 * ONNX Runtime's environment: one for the process, alive until it ends. It holds the memory arena that all sessions
 * share: with one for each session, the segments of a program would each keep their own peak.
 */
export function environment(): Handle {
  if (environmentHandle === undefined) {
    const api = ortApi();
    const handle = api.create('CreateEnv', onlyFatal, 'keel');
    addArena(api, handle);
    environmentHandle = handle;
  }
  return environmentHandle;
}

function addArena(api: OrtApi, handle: Handle): void {
  const keys = Object.keys(arenaSettings);
  const arena = api.create('CreateArenaCfgV2', keys, BigUint64Array.from(Object.values(arenaSettings)), keys.length);
  try {
    api.call('CreateAndRegisterAllocator', handle, processorMemory(), arena);
  } finally {
    api.call('ReleaseArenaCfg', arena);
  }
}

/** Says of a tensor that it lies in memory that the processor reads. */
export function processorMemory(): Handle {
  memoryHandle ??= ortApi().create('CreateCpuMemoryInfo', arenaAllocator, defaultMemory);
  return memoryHandle;
}
