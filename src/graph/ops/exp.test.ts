import { exp, unguardedExp } from './exp.js';
import { testElementwise } from './testing.js';

testElementwise('unguardedExp', unguardedExp, {
  smooth: [[-3, -0.5, 0, 1, 4]],
  extreme: [[-1e4, -104, -88, -1e-20, 0, 1, 88.5, 1e4, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]],
});

testElementwise('exp', (x) => exp(x, 5), {
  smooth: [[-3, 0, 4, 4.9, 5.1, 100]],
  extreme: [[-1e4, 0, 4.9, 5, 5.1, 1e4, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]],
});
