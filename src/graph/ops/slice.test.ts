import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate, tensor } from '../evaluate.js';
import { gradientError, numbers, runtimeError } from '../testing.js';
import type { Value } from '../types.js';
import { sizeOf } from '../value.js';
import { constant } from './constant.js';
import { input } from './input.js';
import { slice, sliceAxis } from './slice.js';

/** A start, an end and a step for an axis of some length. */
const axis = fc
  .nat({ max: 5 })
  .chain((size) =>
    fc
      .tuple(fc.nat({ max: size }), fc.nat({ max: size }), fc.integer({ min: 1, max: 3 }))
      .map(([a, b, step]) => ({ size, start: Math.min(a, b), end: Math.max(a, b), step })),
  );

describe('slice', () => {
  it('takes every second element along an axis counted from the back', () => {
    const [{ shape, data }] = evaluate([sliceAxis(constant([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], [2, 5]), -1, 1, 5, 2)]);
    expect(shape).toEqual([2, 2]);
    expect([...data]).toEqual([1, 3, 6, 8]);
  });

  it('has the gradient of central differences, wherever it starts, ends and steps', () => {
    fc.assert(
      fc.property(fc.array(axis, { minLength: 1, maxLength: 3 }), (axes) => {
        const shape = axes.map(({ size }) => size);
        const build = (x: Value) =>
          slice(
            x,
            axes.map(({ start }) => start),
            axes.map(({ end }) => end),
            axes.map(({ step }) => step),
          );
        expect(gradientError(build, [tensor(shape, numbers(sizeOf(shape)))])).toBeLessThan(1e-8);
      }),
      { numRuns: 60 },
    );
  });

  it.each<[string, (x: Value) => Value]>([
    ['rows', (x) => sliceAxis(x, 0, 1, 3)],
    ['one column', (x) => sliceAxis(x, 1, 4, 5)],
    ['every third', (x) => sliceAxis(x, 1, 1, 6, 3)],
    ['both axes', (x) => slice(x, [1, 0], [4, 6], [2, 4])],
    ['nothing', (x) => sliceAxis(x, 0, 2, 2)],
  ])('is its reference on ONNX Runtime for %s', async (_name, build) => {
    expect(await runtimeError(build, [tensor([4, 6], numbers(24))])).toBe(0);
  });

  it('refuses to leave the axes', () => {
    const x = input('x', [4]);
    expect(() => slice(x, [0], [5])).toThrow('slice');
    expect(() => slice(x, [3], [2])).toThrow('slice');
    expect(() => slice(x, [0], [4], [0])).toThrow('slice');
    expect(() => slice(x, [0, 0], [4, 1])).toThrow('slice');
  });
});
