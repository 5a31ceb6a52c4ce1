import { describe, expect, it } from 'vitest';
import { adamW } from './adam-w.js';
import { sgd } from './sgd.js';
import { stepGraph } from './step-graph.js';
import { type Batch, bars, bitsOf, compiledStep, referenceOf, smallNetwork } from './testing.js';
import type { TrainingStep } from './training-step.js';

const network = smallNetwork();
const optimiser = sgd({ momentum: 0.9, weightDecay: 1e-4 });
const options = { ...network, values: network.values(), optimiser };
const learningRate = 0.02;

/** Learning rate with a warm-up of twenty updates. */
const rateAt = (update: number): number => learningRate * Math.min(1, (update + 1) / 20);

/** Mean loss on batches that training has not seen. */
async function lossOn(step: TrainingStep, batches: readonly Batch[]): Promise<number> {
  let sum = 0;
  for (const batch of batches)
    sum += Number(Object.values(await step.tap('loss.total', batch, { learningRate: 0 }))[0].data[0]);
  return sum / batches.length;
}

describe('training', () => {
  it('agrees with the float64 reference in its first steps, to float32 rounding', async () => {
    const step = await compiledStep(options);
    const { clipped, batch } = stepGraph(options);
    const { state } = clipped;
    const outputs = [...state.map(({ next }) => next), batch.loss, batch.gradientNorm];
    let tensors: Record<string, ArrayLike<number>> = Object.fromEntries(network.values());
    for (const { name, size } of state) tensors[name] ??= new Float64Array(size);
    for (let update = 0; update < 4; update += 1) {
      const given = { ...tensors, ...bars(update), learningRate: rateAt(update) };
      const next = referenceOf(outputs, given);
      const [[loss], [norm]] = next.slice(state.length);
      const result = await step.run(bars(update), { learningRate: rateAt(update) });
      expect(Math.abs(result.loss / loss - 1)).toBeLessThan(1e-5);
      expect(Math.abs(result.gradientNorm / norm - 1)).toBeLessThan(1e-5);
      tensors = { ...tensors, ...Object.fromEntries(state.map(({ name }, index) => [name, next[index]])) };
      for (const [name, data] of step.states()[0].tensors) {
        const most = data.reduce((worst, number, index) => Math.max(worst, Math.abs(number - tensors[name][index])), 0);
        expect(most, name).toBeLessThan(1e-5);
      }
    }
  });

  it('learns, and a batch with NaN in the middle changes nothing', async () => {
    const [step, undisturbed] = [await compiledStep(options), await compiledStep(options)];
    const unseen = [1000, 1001, 1002, 1003].map((number) => bars(number));
    const first = await lossOn(step, unseen);
    expect(first).toBeGreaterThan(1);
    for (let update = 0; update < 500; update += 1) {
      const rate = { learningRate: rateAt(update) };
      if (update === 250) {
        const batch = bars(update);
        batch.images.fill(Number.NaN, 0, 64);
        const refused = await step.run(batch, rate);
        expect(refused).toMatchObject({ applied: false, updates: 250 });
        expect(refused.nonFinite).toContain('loss');
      }
      expect((await step.run(bars(update), rate)).applied).toBe(true);
      await undisturbed.run(bars(update), rate);
    }
    expect(await lossOn(step, unseen)).toBeLessThan(0.15);
    expect(bitsOf(step.exportState())).toEqual(bitsOf(undisturbed.exportState()));
  });

  it('learns with AdamW', async () => {
    const step = await compiledStep({ ...options, optimiser: adamW({ weightDecay: 0.01 }) });
    for (let update = 0; update < 200; update += 1) await step.run(bars(update), { learningRate: 0.01 });
    expect(await lossOn(step, [bars(1000), bars(1001)])).toBeLessThan(0.15);
  });
});

describe('determinism', () => {
  it.each([1, 2])('gives the same bits over 50 steps, for the same seed, data and %i threads', async (threads) => {
    const runs = [];
    for (let run = 0; run < 2; run += 1) {
      const step = await compiledStep({ ...options, threads });
      const losses: number[] = [];
      for (let update = 0; update < 50; update += 1) {
        losses.push((await step.run(bars(update), { learningRate })).loss);
      }
      runs.push({ losses, bits: bitsOf(step.exportState()) });
    }
    expect(runs[1]).toEqual(runs[0]);
    expect(new Set(runs[0].losses).size).toBeGreaterThan(45);
  });
});
