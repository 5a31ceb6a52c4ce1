import { negate } from './negate.js';
import { testElementwise } from './testing.js';

testElementwise('negate', negate, {
  smooth: [[-2, 0, 3]],
  extreme: [[-3e38, 0, 1e-40, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]],
});
