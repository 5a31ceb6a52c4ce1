import { sin } from './sin.js';
import { testElementwise } from './testing.js';

testElementwise('sin', sin, {
  smooth: [[-2.5, 0, 1.5, 30]],
  extreme: [
    [-1e5, -Math.PI, 0, Math.PI / 2, 1e5, 1e20, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  ],
});
