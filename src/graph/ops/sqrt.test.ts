import { sqrt, unguardedSqrt } from './sqrt.js';
import { testElementwise } from './testing.js';

testElementwise('unguardedSqrt', unguardedSqrt, {
  smooth: [[0.3, 0.9, 1, 40]],
  extreme: [[1e-30, 0.5, 1, 3e38, 0, -1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]],
});

testElementwise('sqrt', (x) => sqrt(x), {
  smooth: [[0.3, 0.9, 1, 40, -3]],
  extreme: [[1e-13, 1e-10, 1, 3e38, 0, -1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]],
});
