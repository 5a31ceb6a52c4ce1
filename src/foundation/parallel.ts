import { availableParallelism } from 'node:os';
import { Tinypool } from 'tinypool';

/** A function that worker threads can load: a module and the name of its export. */
export interface WorkerTask {
  readonly module: URL;
  readonly name: string;
}

/** How many threads to use when the user does not say. */
export const defaultJobs: number = availableParallelism();

/**
 * Runs a task over inputs on worker threads and yields the results in the order of the inputs, whatever the timing.
 * At most two inputs per thread are under way, so memory does not grow with the number of inputs. With one job, or
 * from TypeScript sources that a worker could not load, the task runs on this thread.
 */
export async function* mapInOrder<Input, Output>(
  inputs: Iterable<Input> | AsyncIterable<Input>,
  task: WorkerTask,
  jobs: number = defaultJobs,
): AsyncGenerator<Output> {
  if (jobs <= 1 || task.module.pathname.endsWith('.ts')) {
    const module = (await import(task.module.href)) as Record<string, (input: Input) => Output | Promise<Output>>;
    for await (const input of inputs) yield await module[task.name](input);
    return;
  }
  const pool = new Tinypool({
    filename: task.module.href,
    minThreads: jobs,
    maxThreads: jobs,
    isolateWorkers: false,
    concurrentTasksPerWorker: 1,
  });
  const pending: Promise<Output>[] = [];
  try {
    for await (const input of inputs) {
      const result = pool.run(input, { name: task.name }) as Promise<Output>;
      // A result may fail while an earlier one is still awaited; whoever awaits it gets the failure.
      result.catch(() => {});
      pending.push(result);
      if (pending.length >= jobs * 2) yield await (pending.shift() as Promise<Output>);
    }
    while (pending.length > 0) yield await (pending.shift() as Promise<Output>);
  } finally {
    await Promise.allSettled(pending);
    await pool.destroy();
  }
}
