import { describe, expect, it } from 'vitest';
import { sgd } from './sgd.js';
import { stepGraph } from './step-graph.js';
import { bars, bitsOf, compiledStep, referenceOf, smallNetwork } from './testing.js';

const learningRate = 0.05;
const network = smallNetwork();
const optimiser = sgd({ momentum: 0.9, weightDecay: 1e-3 });
const accumulating = (accumulate: number) =>
  compiledStep({ ...network, values: network.values(), optimiser, accumulate, maxNorm: 0.5 });

describe('accumulation', () => {
  it('updates by the mean gradient of its batches', async () => {
    const step = await accumulating(3);
    const results = [];
    for (const number of [0, 1, 2]) results.push(await step.run(bars(number), { learningRate }));
    expect(results.map(({ applied, accumulated, updates }) => [applied, accumulated, updates])).toEqual([
      [false, 1, 0],
      [false, 2, 0],
      [true, 0, 1],
    ]);
    expect(results.every(({ nonFinite }) => nonFinite.length === 0)).toBe(true);

    const graph = stepGraph({ ...network, optimiser, accumulate: 3, maxNorm: 0.5 });
    const values = Object.fromEntries(network.values());
    let sums: Record<string, ArrayLike<number>> = Object.fromEntries(
      graph.gradients.map(({ name, size }) => [name, new Float64Array(size)]),
    );
    const state = graph.clipped.state.map(({ name, size, next }) => ({ name, size, next }));
    const nextOf = (number: number, carried: typeof state) => {
      const zeros = Object.fromEntries(state.map(({ name, size }) => [name, new Float64Array(size)]));
      const feeds = { ...zeros, ...values, ...bars(number), ...sums, learningRate };
      const next = referenceOf([...carried.map(({ next }) => next), graph.batch.gradientNorm], feeds);
      return {
        next: Object.fromEntries(carried.map(({ name }, index) => [name, next[index]])),
        norm: next[carried.length][0],
      };
    };
    const sumsOf = graph.gradients.map(({ name, size, total }) => ({ name, size, next: total }));
    for (const number of [0, 1]) {
      const { next, norm } = nextOf(number, sumsOf);
      expect(results[number].gradientNorm).toBeCloseTo(norm, 5);
      sums = next;
    }
    const { next, norm } = nextOf(2, state);
    expect(norm).toBeGreaterThan(0.5);
    expect(results[2].gradientNorm).toBeCloseTo(norm, 5);
    expect(results[2].clipFactor).toBeCloseTo(0.5 / norm, 5);
    for (const [name, data] of step.states()[0].tensors) {
      data.forEach((number, index) => {
        expect(number).toBeCloseTo(next[name][index], 5);
      });
    }
  });

  it('starts every update from nothing', async () => {
    const step = await accumulating(2);
    for (const number of [0, 1]) await step.run(bars(number), { learningRate });
    const other = await compiledStep({
      ...network,
      values: step.exportState(),
      optimiser,
      accumulate: 2,
      maxNorm: 0.5,
    });
    for (const number of [2, 3]) {
      await step.run(bars(number), { learningRate });
      await other.run(bars(number), { learningRate });
    }
    expect(bitsOf(other.exportState())).toEqual(bitsOf(step.exportState()));
  });

  it.each([0, 1, 2])('leaves out a refused batch, and waits for a good one: place %i', async (place) => {
    const [step, other] = [await accumulating(3), await accumulating(3)];
    for (let number = 0; number < 3; number += 1) {
      if (number === place) {
        const batch = bars(9);
        batch.places[0] = Number.NaN;
        const result = await step.run(batch, { learningRate });
        expect(result).toMatchObject({ applied: false, accumulated: number, updates: 0 });
        expect(result.nonFinite).toEqual(expect.arrayContaining(['loss', 'parts.place', 'gradientNorm']));
      }
      await step.run(bars(number), { learningRate });
      await other.run(bars(number), { learningRate });
    }
    expect(step.states()[0].updates).toBe(1);
    expect(bitsOf(step.exportState())).toEqual(bitsOf(other.exportState()));
  });

  it('keeps what it gathered when the learning rate is refused', async () => {
    const [step, other] = [await accumulating(2), await accumulating(2)];
    for (const each of [step, other]) await each.run(bars(0), { learningRate });
    const refused = await step.run(bars(1), { learningRate: Number.POSITIVE_INFINITY });
    expect(refused).toMatchObject({ applied: false, accumulated: 1, nonFinite: ['learningRate', 'update'] });
    for (const each of [step, other]) await each.run(bars(1), { learningRate });
    expect(bitsOf(step.exportState())).toEqual(bitsOf(other.exportState()));
  });

  it('drops what it gathered with a rollback', async () => {
    const [step, other] = [await accumulating(2), await accumulating(2)];
    await step.run(bars(5), { learningRate });
    step.rollback(0);
    for (const number of [0, 1]) {
      await step.run(bars(number), { learningRate });
      await other.run(bars(number), { learningRate });
    }
    expect(bitsOf(step.exportState())).toEqual(bitsOf(other.exportState()));
  });
});
