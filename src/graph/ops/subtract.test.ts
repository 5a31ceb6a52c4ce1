import { subtract } from './subtract.js';
import { testElementwise } from './testing.js';

testElementwise('subtract', subtract, {
  smooth: [
    [1, -2, 0],
    [0, 3, 5],
  ],
  extreme: [
    [-2, -1, 0, 1, 3e38, -3e38, 1e-40, Number.NaN, 1, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0],
    [3, -1, 0, 1, 3e38, 3e38, 1e-40, 1, Number.NaN, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, -5],
  ],
});
