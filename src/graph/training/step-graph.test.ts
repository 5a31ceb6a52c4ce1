import { describe, expect, it } from 'vitest';
import { boundsOf, dangersOf } from '../bounds.js';
import { cutGraph, nameOf } from '../cut.js';
import { add } from '../ops/add.js';
import { input } from '../ops/input.js';
import { multiply } from '../ops/multiply.js';
import { reduceSum } from '../ops/reduce-sum.js';
import { square } from '../ops/square.js';
import { adamW } from './adam-w.js';
import { sgd } from './sgd.js';
import { stepGraph } from './step-graph.js';
import { referenceOf } from './testing.js';

const x = input('x', [2]);
const w = input('w', [2]);
const b = input('b', []);
const loss = add(reduceSum(multiply(w, x)), square(b));
const optimiser = sgd();

describe('stepGraph', () => {
  it.each([
    ['training/no-parameters', { loss, parameters: [], optimiser }],
    ['training/not-an-input', { loss, parameters: [multiply(w, w)], optimiser }],
    ['training/unused-parameter', { loss, parameters: [w, input('other', [1])], optimiser }],
    ['graph/duplicate-name', { loss, parameters: [w, { parameters: [b, w] }], optimiser }],
    ['graph/not-scalar', { loss: multiply(w, x), parameters: [w], optimiser }],
    ['graph/shape', { loss, parts: { w }, parameters: [w], optimiser }],
    ['training/setting', { loss, parameters: [w], optimiser, maxNorm: 0 }],
    ['training/setting', { loss, parameters: [w], optimiser, maxNorm: Number.NaN }],
    ['training/setting', { loss, parameters: [w], optimiser, accumulate: 1.5 }],
    ['training/setting', { loss, parameters: [w], optimiser, accumulate: 0 }],
    ['training/setting', { loss, parameters: [{ parameters: [w], rateMultiplier: -1 }], optimiser }],
    ['training/setting', { loss, parameters: [{ parameters: [w], decayMultiplier: Number.NaN }], optimiser }],
  ])('refuses with %s what makes no step', (code, description) => {
    expect(() => stepGraph(description)).toThrow(expect.objectContaining({ code }));
  });

  it.each([
    [1, 1],
    [4.999, 1],
    [5, 5 / 5.000001],
    [50, 5 / 50.000001],
    [0, 1],
  ])('clips a norm of %d as PyTorch does', (norm, factor) => {
    const { batch } = stepGraph({ loss, parameters: [w], optimiser, maxNorm: 5 });
    const feeds = { x: [norm * 0.6, norm * 0.8], w: 0, b: 0, learningRate: 1 };
    const [[measured], [clipped]] = referenceOf([batch.gradientNorm, batch.clipFactor], feeds);
    expect(measured).toBeCloseTo(norm, 12);
    expect(clipped).toBeCloseTo(factor, 12);
  });

  it('clips at 35 by default, and never at infinity', () => {
    const factorOf = (maxNorm?: number) => {
      const { batch } = stepGraph({ loss, parameters: [w], optimiser, maxNorm });
      return referenceOf([batch.clipFactor], { x: [0, 70], w: 0, b: 0, learningRate: 1 })[0][0];
    };
    expect(factorOf()).toBeCloseTo(0.5, 6);
    expect(factorOf(Number.POSITIVE_INFINITY)).toBe(1);
  });

  it('names what it makes', () => {
    const { batch, clipped, unclipped } = stepGraph({ loss, parameters: [w, b], optimiser: adamW() });
    for (const { state } of [clipped, unclipped]) {
      expect(state.map(({ name }) => name)).toEqual(['w', 'mean.w', 'variance.w', 'b', 'mean.b', 'variance.b']);
    }
    expect(batch.gradientNorm.name).toMatch(/^step\.norm\.scaled-norm#/);
    expect(clipped.applied.name).toMatch(/^step\.update\.gate\.logical-and#/);
    expect(clipped.state[0].next.name).toMatch(/^step\.update\.w\.subtract#/);
  });

  it('can be proved: bounded weights, state and gradients make a finite AdamW update', () => {
    const { state, applied } = stepGraph({ loss, parameters: [w], optimiser: adamW() }).clipped;
    const within = (low: number, high: number) => ({ low, high, mayBeNaN: false });
    const bounds = {
      x: within(-1e3, 1e3),
      w: within(-1e3, 1e3),
      b: within(-1e3, 1e3),
      'mean.w': within(-1e3, 1e3),
      'variance.w': within(0, 1e6),
      learningRate: within(0, 1),
      meanCorrection: within(1, 10),
      rootCorrection: within(1, 32),
    };
    const values = [...state.map(({ next }) => next), applied];
    const given = new Map(
      cutGraph(values).inputs.map((value) => [value, bounds[nameOf(value) as keyof typeof bounds]]),
    );
    expect(dangersOf(values, given)).toEqual([]);
    const known = boundsOf(values, given);
    for (const { next } of state) expect(known.get(next)).toMatchObject({ mayBeNaN: false });
    expect(known.get(applied)).toMatchObject({ low: 1, high: 1 });
  });
});
