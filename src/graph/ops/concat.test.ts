import { describe, expect, it } from 'vitest';
import { boundsOf } from '../bounds.js';
import { evaluate, tensor } from '../evaluate.js';
import { gradientError, numbers, runtimeError } from '../testing.js';
import { concat } from './concat.js';
import { constant } from './constant.js';
import { input } from './input.js';

describe('concat', () => {
  it('puts columns beside columns', () => {
    const [{ shape, data }] = evaluate([concat([constant([1, 2], [2, 1]), constant([3, 4, 5, 6], [2, 2])], 1)]);
    expect(shape).toEqual([2, 3]);
    expect([...data]).toEqual([1, 3, 4, 2, 5, 6]);
  });

  it.each([
    [0, [1, 3, 2], [2, 3, 2]],
    [1, [2, 1, 2], [2, 4, 2]],
    [-1, [2, 3, 0], [2, 3, 5]],
  ])('joins along axis %i', async (axis, a, b) => {
    const points = [a, b, a].map((shape, seed) =>
      tensor(
        shape,
        numbers(
          shape.reduce((x, y) => x * y),
          seed + 1,
        ),
      ),
    );
    expect(gradientError((...parts) => concat(parts, axis), points)).toBeLessThan(1e-8);
    expect(await runtimeError((...parts) => concat(parts, axis), points)).toBe(0);
  });

  it('bounds what it gives', () => {
    const [a, b] = [input('a', [1]), input('b', [1])];
    const y = concat([a, b], 0);
    const bounds = new Map([
      [a, { low: -1, high: 1, mayBeNaN: false }],
      [b, { low: 0, high: 5, mayBeNaN: true }],
    ]);
    expect(boundsOf([y], bounds).get(y)).toEqual({ low: -1, high: 5, mayBeNaN: true });
  });

  it('refuses values that differ elsewhere', () => {
    expect(() => concat([input('a', [2, 3]), input('b', [2, 2])], 0)).toThrow('concat');
    expect(() => concat([input('a', [2]), input('b', [2], 'int64')], 0)).toThrow('concat');
  });
});
