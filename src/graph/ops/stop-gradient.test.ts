import { expect, it } from 'vitest';
import { tensor } from '../evaluate.js';
import { multiply } from './multiply.js';
import { stopGradient } from './stop-gradient.js';
import { gradientAt, testElementwise } from './testing.js';

testElementwise('stopGradient', stopGradient, {
  smooth: [],
  extreme: [[-1, 0, 2, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]],
});

it('makes a constant of its input', () => {
  expect(gradientAt((x) => multiply(stopGradient(x), x), tensor([2], [3, 5]))).toEqual([[3, 5]]);
});
