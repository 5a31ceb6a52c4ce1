import { softplus } from './softplus.js';
import { testElementwise } from './testing.js';

testElementwise('softplus', softplus, {
  smooth: [[-2.5, 0, 0.01, 20]],
  extreme: [[-1e4, -104, -88, -20, -1, 0, 1, 20, 1e4, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]],
});
