import { describe, expect, it } from 'vitest';
import { boundsOf, dangersOf } from '../bounds.js';
import { evaluate, tensor } from '../evaluate.js';
import { constant } from './constant.js';
import { divide, unguardedDivide } from './divide.js';
import { input } from './input.js';
import { gradientAt, testElementwise } from './testing.js';

const numerators = [-2, 1, 0, 0, 1e-20, 3e38, Number.NaN, 1, Number.POSITIVE_INFINITY, 1, 1];

testElementwise('unguardedDivide', unguardedDivide, {
  smooth: [
    [1, -2, 0],
    [0.5, 3, -5],
  ],
  extreme: [
    numerators,
    [3, 0, 0, -1, 1e20, 1e-3, 1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -4],
  ],
});

testElementwise('divide', (a, b) => divide(a, b, 1e-3), {
  smooth: [
    [1, -2, 0, 1, 1],
    [0.5, 3, -5, 1e-4, -1e-4],
  ],
  extreme: [
    numerators,
    [3, 0, 0, -1e-4, 1e-3, 1e5, 1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -1e-3],
  ],
});

describe('divide', () => {
  it('is finite in value and gradient where the unguarded quotient is not', () => {
    const [a, b] = [tensor([3], [1, 0, -1]), tensor([3], [0, 0, 0])];
    expect([...evaluate([unguardedDivide(constant(a.data, [3]), constant(b.data, [3]))])[0].data]).toEqual([
      Number.POSITIVE_INFINITY,
      Number.NaN,
      Number.NEGATIVE_INFINITY,
    ]);
    expect(gradientAt(unguardedDivide, a, b).flat().some(Number.isNaN)).toBe(true);
    expect([...evaluate([divide(constant(a.data, [3]), constant(b.data, [3]), 0.5)])[0].data]).toEqual([2, 0, -2]);
    expect(gradientAt((x, y) => divide(x, y, 0.5), a, b)).toEqual([
      [2, 2, 2],
      [0, 0, 0],
    ]);
  });

  it('is proved finite by its floor', () => {
    const [a, b] = [input('a', []), input('b', [])];
    const given = new Map([a, b].map((value) => [value, { low: -1, high: 1, mayBeNaN: false }]));
    const [safe, unsafe] = [divide(a, b, 0.25), unguardedDivide(a, b)];
    expect(boundsOf([safe], given).get(safe)).toEqual({ low: -4, high: 4, mayBeNaN: false });
    expect(dangersOf([safe], given)).toEqual([]);
    expect(dangersOf([unsafe], given)).toMatchObject([{ kind: 'division', input: 1 }]);
  });
});
