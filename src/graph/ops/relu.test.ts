import { expect, it } from 'vitest';
import { tensor } from '../evaluate.js';
import { relu } from './relu.js';
import { gradientAt, testElementwise } from './testing.js';

testElementwise('relu', relu, {
  smooth: [[-2, -0.1, 0.1, 3]],
  extreme: [[-3e38, -1, 0, 1e-40, 1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]],
});

it('has gradient 0 at 0', () => {
  expect(gradientAt(relu, tensor([3], [-1, 0, 1]))).toEqual([[0, 0, 1]]);
});
