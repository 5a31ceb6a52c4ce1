/**
 * What a kernel thread runs. It is text, because it must run from the sources as well as from `dist/`, and Node loads no
 * TypeScript in a worker. Threads take the next task from a common counter until none is left.
 */
export const workerSource = `
const { parentPort, workerData: { module, memory } } = require('node:worker_threads');
const { exports } = new WebAssembly.Instance(module, { env: { memory } });
parentPort.on('message', ({ kernel, tasks, scratch, next }) => {
  try {
    for (let task = Atomics.add(next, 0, 1); task < tasks.length; task = Atomics.add(next, 0, 1)) {
      exports[kernel](scratch, ...tasks[task]);
    }
    parentPort.postMessage(undefined);
  } catch (error) {
    parentPort.postMessage(String(error));
  }
});
`;
