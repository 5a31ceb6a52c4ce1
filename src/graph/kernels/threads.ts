import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Memory } from '../runtime/buffers.js';
import { kernelBuffers } from './kernel-memory.js';
import { type KernelName, kernelModule } from './web-assembly.js';
import { workerSource } from './worker-source.js';

/** The values that a kernel is called with, after its scratch memory. */
export type KernelTask = readonly number[];

/** Multiplications below which starting threads takes longer than the work. */
const fewMultiplications = 2 ** 20;

let count = availableParallelism();
let workers: Worker[] = [];
let last: Promise<unknown> = Promise.resolve();

/** How many threads the kernels run on: one for each core unless set. Results are the same bits for any number. */
export function kernelThreads(): number {
  return count;
}

/** Sets the number of threads; a pool of another size ends once its work is done. */
export async function setKernelThreads(threads: number): Promise<void> {
  count = Math.max(1, Math.floor(threads));
  if (workers.length !== 0 && workers.length !== count) await stopKernelThreads();
}

/** Ends the threads once their work is done; the next large call starts new ones. */
export function stopKernelThreads(): Promise<void> {
  return inTurn(endWorkers);
}

/**
 * Calls a kernel once for each task. Tasks must write to places of their own, so that neither the order nor the number
 * of threads can change a result. Each thread has `scratchBytes` of memory. A call of few multiplications runs here and
 * now; others run on threads that are started on first use and do not keep the process alive.
 */
export function runKernel(
  kernel: KernelName,
  tasks: readonly KernelTask[],
  scratchBytes: number,
  multiplications: number,
): Promise<void> {
  return inTurn(async () => {
    const busy = multiplications < fewMultiplications ? [] : threads().slice(0, tasks.length);
    const scratches = Array.from({ length: Math.max(1, busy.length) }, () => kernelBuffers.allocate(scratchBytes));
    try {
      if (busy.length === 0) callHere(kernel, tasks, scratches[0]);
      else await callOn(busy, kernel, tasks, scratches);
    } finally {
      for (const scratch of scratches) kernelBuffers.free(scratch);
    }
  });
}

/** One call at a time, so that the memory for scratch does not multiply. */
function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  const result = last.then(work);
  last = result.catch(() => undefined);
  return result;
}

function threads(): readonly Worker[] {
  if (workers.length === 0) workers = Array.from({ length: count }, startWorker);
  return workers;
}

function startWorker(): Worker {
  const { module, memory } = kernelModule();
  const worker = new Worker(workerSource, { eval: true, execArgv: [], workerData: { module, memory } });
  worker.unref();
  return worker;
}

function callHere(kernel: KernelName, tasks: readonly KernelTask[], scratch: Memory): void {
  for (const task of tasks) kernelModule().exports[kernel](scratch.byteOffset, ...task);
}

async function callOn(
  busy: readonly Worker[],
  kernel: KernelName,
  tasks: readonly KernelTask[],
  scratches: readonly Memory[],
): Promise<void> {
  const next = new Int32Array(new SharedArrayBuffer(4));
  const calls = busy.map((worker, i) => ask(worker, { kernel, tasks, scratch: scratches[i].byteOffset, next }));
  const failed = (await Promise.allSettled(calls)).find(({ status }) => status === 'rejected');
  if (failed === undefined) return;
  await endWorkers();
  throw (failed as PromiseRejectedResult).reason;
}

/** Resolves when a worker has done its part; the process stays alive until then. */
async function ask(worker: Worker, message: unknown): Promise<void> {
  worker.ref();
  try {
    worker.postMessage(message);
    const [failure] = (await once(worker, 'message')) as [string | undefined];
    if (failure !== undefined) throw new Error(failure);
  } finally {
    worker.unref();
  }
}

async function endWorkers(): Promise<void> {
  const ending = workers;
  workers = [];
  await Promise.all(ending.map((worker) => worker.terminate()));
}
