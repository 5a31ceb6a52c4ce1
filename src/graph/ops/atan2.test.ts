import { expect, it } from 'vitest';
import { tensor } from '../evaluate.js';
import { atan2 } from './atan2.js';
import { gradientAt, testElementwise } from './testing.js';

testElementwise('atan2', atan2, {
  smooth: [
    [1, -2, 0.5, 3, -1e-3, 2, 1e4, 0, -1],
    [0, 3, -5, -3, -2, 1e-3, -1e4, 1, 0],
  ],
  extreme: [
    [-2, -1, 0, 1, 3e38, -3e38, 1e-40, Number.NaN, 1, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0],
    [3, -1, 0, 1, 3e38, 3e38, 1e-40, 1, Number.NaN, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, -5],
  ],
});

it('is 0 with gradient 0 at the origin, and has a finite gradient at every other point', () => {
  expect(gradientAt(atan2, tensor([1], [0]), tensor([1], [0]))).toEqual([[0], [0]]);
  const tiny = gradientAt(atan2, tensor([3], [1e-38, 1e-31, 1e-25]), tensor([3], [1e-40, 0, 1e-25])).flat();
  for (const slope of tiny) expect(Math.abs(slope)).toBeLessThan(3e38);
});
