import { describe, expect, it } from 'vitest';
import { boundsOf } from '../bounds.js';
import { tensor } from '../evaluate.js';
import { gradientError, numbers, runtimeError } from '../testing.js';
import type { Value } from '../types.js';
import { constant } from './constant.js';
import { greater } from './greater.js';
import { gradientAt, testElementwise } from './testing.js';
import { where } from './where.js';

const larger = (a: Value, b: Value) => where(greater(a, b), a, b);

testElementwise('where', larger, {
  smooth: [
    [1, -2, 0],
    [0, 3, 5],
  ],
  extreme: [
    [-2, -1, 0, 1, 3e38, -3e38, 1e-40, Number.NaN, 1, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0],
    [3, -1, 0, 1, 3e38, 3e38, 1e-40, 1, Number.NaN, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, -5],
  ],
});

describe('where', () => {
  it('sums the gradient over broadcast axes', () => {
    const build = (a: Value, b: Value) => where(constant([1, 0, 1], [3], 'bool'), a, b);
    expect(gradientError(build, [tensor([2, 3], numbers(6)), tensor([], [0.5])])).toBeLessThan(1e-8);
  });

  it('chooses among whole numbers', async () => {
    const build = (a: Value) => where(constant([1, 0], [2], 'bool'), a, constant(7, [], 'int64'));
    expect(await runtimeError(build, [tensor([2], [1, 2])], ['int64'])).toBe(0);
  });

  it('passes nothing to the side that is not chosen, not even NaN', () => {
    const build = (a: Value, b: Value) => where(constant([1, 0], [2], 'bool'), a, b);
    expect(gradientAt(build, tensor([2], [1, Number.NaN]), tensor([2], [Number.NaN, 1]))).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });

  it('takes the bounds of the side that a known condition chooses', () => {
    const [zero, ten] = [constant(0), constant(10)];
    const bounds = (condition: Value) => {
      const value = where(condition, zero, ten);
      return boundsOf([value]).get(value);
    };
    expect(bounds(greater(ten, zero))).toMatchObject({ low: 0, high: 0 });
    expect(bounds(greater(zero, ten))).toMatchObject({ low: 10, high: 10 });
  });
});
