import { square } from './square.js';
import { testElementwise } from './testing.js';

testElementwise('square', square, {
  smooth: [[-2, 0, 3]],
  extreme: [[-3e38, 1e19, 0, 1e-30, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]],
});
