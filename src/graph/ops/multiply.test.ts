import { describe, expect, it } from 'vitest';
import { tensor } from '../evaluate.js';
import { gradientError, numbers } from '../testing.js';
import { sizeOf } from '../value.js';
import { multiply } from './multiply.js';
import { testElementwise } from './testing.js';

testElementwise('multiply', multiply, {
  smooth: [
    [1, -2, 0],
    [0, 3, 5],
  ],
  extreme: [
    [-2, 0, 1e-30, 3e38, Number.NaN, 1, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
    [3, -1, 1e-30, 10, 1, Number.NaN, 0, Number.NEGATIVE_INFINITY],
  ],
});

describe('multiply', () => {
  it.each([
    [
      [2, 3],
      [2, 3],
    ],
    [[2, 3], [3]],
    [
      [2, 1, 3],
      [4, 1],
    ],
    [[], [2]],
  ])('has the gradient of central differences for %j · %j', (...shapes) => {
    const points = shapes.map((shape, i) => tensor(shape, numbers(sizeOf(shape), i + 1)));
    expect(gradientError(multiply, points)).toBeLessThan(1e-8);
  });
});
