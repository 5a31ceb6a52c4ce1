import { expect, it } from 'vitest';
import { tensor } from '../evaluate.js';
import { absolute } from './absolute.js';
import { gradientAt, testElementwise } from './testing.js';

testElementwise('absolute', absolute, {
  smooth: [[-2, -0.1, 3]],
  extreme: [[-3e38, 0, 1e-40, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]],
});

it('has gradient 0 at 0', () => {
  expect(gradientAt(absolute, tensor([3], [-1, 0, 1]))).toEqual([[-1, 0, 1]]);
});
