import { reciprocal, unguardedReciprocal } from './reciprocal.js';
import { testElementwise } from './testing.js';

testElementwise('unguardedReciprocal', unguardedReciprocal, {
  smooth: [[0.5, 3, -5]],
  extreme: [[0, 1, -2, 1e10, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]],
});

testElementwise('reciprocal', (x) => reciprocal(x, 0.1), {
  smooth: [[0.5, 3, -5, 0.01]],
  extreme: [[0, 1, -2, 0.01, -0.01, 1e10, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]],
});
