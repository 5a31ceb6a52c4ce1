import { expect, it } from 'vitest';
import { tensor } from '../evaluate.js';
import { maximum } from './maximum.js';
import { gradientAt, testElementwise } from './testing.js';

testElementwise('maximum', maximum, {
  smooth: [
    [1, -2, 0],
    [0, 3, 5],
  ],
  extreme: [
    [-2, -1, 0, 1, 3e38, -3e38, 1e-40, Number.NaN, 1, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0],
    [3, -1, 0, 1, 3e38, 3e38, 1e-40, 1, Number.NaN, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, -5],
  ],
});

it('gives each input half of the gradient at a tie', () => {
  expect(gradientAt(maximum, tensor([3], [1, 2, 3]), tensor([3], [2, 2, 2]))).toEqual([
    [0, 0.5, 1],
    [1, 0.5, 0],
  ]);
});
