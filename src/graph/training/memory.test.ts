import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { sgd } from './sgd.js';
import { bars, compiledStep, smallNetwork } from './testing.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Megabytes of memory that the process holds, once the collector has run. */
async function megabytes(): Promise<number> {
  for (let i = 0; i < 3; i += 1) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return process.memoryUsage.rss() / 1e6;
}

it('memory stays flat over updates, refusals, rollbacks, taps and saved states', async () => {
  const network = smallNetwork();
  const options = { ...network, values: network.values(), optimiser: sgd({ momentum: 0.9 }), keep: 3, accumulate: 2 };
  const step = await compiledStep(options);
  const batch = bars(0);
  const poisoned = { ...bars(1), places: new Float32Array(8).fill(Number.NaN) };
  const work = async (): Promise<void> => {
    for (let update = 0; update < 1000; update += 1) {
      await step.run(batch, { learningRate: 0.001 });
      if (update % 10 === 0) await step.run(poisoned, { learningRate: 0.001 });
      if (update % 50 === 49) step.rollback(step.states().length - 1);
      if (update % 100 === 0) {
        await step.tap('loss', batch, { learningRate: 0 });
        step.importState(step.exportState());
      }
    }
  };
  await work();
  const before = await megabytes();
  await work();
  expect((await megabytes()) - before).toBeLessThan(16);
});
