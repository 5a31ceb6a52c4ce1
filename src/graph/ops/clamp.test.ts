import { expect, it } from 'vitest';
import { tensor } from '../evaluate.js';
import { clamp } from './clamp.js';
import { gradientAt, testElementwise } from './testing.js';

testElementwise('clamp', (x) => clamp(x, -1, 0.1), {
  smooth: [[-2, -0.5, 0, 0.2]],
  extreme: [[-3e38, -1, 0, 0.1, 1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]],
});
testElementwise('clamp below', (x) => clamp(x, 1e-12, Number.POSITIVE_INFINITY), {
  smooth: [[-2, 0.5]],
  extreme: [[-3e38, 0, 1e-12, 1e-13, 1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]],
});

it('passes the gradient within the bounds and on them', () => {
  expect(gradientAt((x) => clamp(x, -1, 2), tensor([6], [-2, -1, 0, 2, 3, Number.NaN]))).toEqual([[0, 1, 1, 1, 0, 0]]);
});
