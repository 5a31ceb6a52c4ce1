import { expect, it } from 'vitest';
import { tensor } from '../evaluate.js';
import { sign } from './sign.js';
import { gradientAt, testElementwise } from './testing.js';

testElementwise('sign', sign, {
  smooth: [[-2, 3]],
  extreme: [[-3e38, 0, 1e-40, -1e-40, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]],
});

it('passes no gradient', () => {
  expect(gradientAt(sign, tensor([3], [-1, 0, 1]))).toEqual([[0, 0, 0]]);
});
