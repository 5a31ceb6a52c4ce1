import { floor } from './floor.js';
import { testElementwise } from './testing.js';

testElementwise('floor', floor, {
  smooth: [[-2.5, 0.1, 3.9]],
  extreme: [
    [-3e38, -1.5, -1, -0.5, 0, 0.5, 1, 16777217, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  ],
});
