import { expect, it } from 'vitest';
import { evaluate, tensor } from '../evaluate.js';
import { constant } from './constant.js';
import { logSigmoid } from './log-sigmoid.js';
import { gradientAt, testElementwise } from './testing.js';

testElementwise('logSigmoid', logSigmoid, {
  smooth: [[-2.5, 0, 0.01, 20, -200]],
  extreme: [[-1e4, -200, -88, -20, -1, 0, 1, 20, 1e4, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]],
});

it('is −200 with gradient 1 at −200, where the logarithm of a float32 sigmoid is −∞', () => {
  expect(evaluate([logSigmoid(constant(-200))])[0].data[0]).toBe(-200);
  expect(gradientAt(logSigmoid, tensor([1], [-200]))).toEqual([[1]]);
});
