import { acos, unguardedAcos } from './acos.js';
import { testElementwise } from './testing.js';

testElementwise('unguardedAcos', unguardedAcos, {
  smooth: [[-0.9, -0.3, 0, 0.2, 0.95]],
  extreme: [[-1, -0.5, 0, 0.9, 1, 1.5, -2, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]],
});

testElementwise('acos', acos, {
  smooth: [[-0.9, -0.3, 0, 0.2, 0.95, 1.5]],
  extreme: [[-1, -0.5, 0, 0.9, 1, 1.5, -2, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]],
});
