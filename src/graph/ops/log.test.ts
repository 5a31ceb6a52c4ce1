import { log, unguardedLog } from './log.js';
import { testElementwise } from './testing.js';

testElementwise('unguardedLog', unguardedLog, {
  smooth: [[0.3, 0.9, 1, 1.1, 40]],
  extreme: [[1e-37, 0.5, 1, 3e38, 0, -1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]],
});

testElementwise('log', (x) => log(x), {
  smooth: [[0.3, 0.9, 1, 40, -3]],
  extreme: [[1e-13, 1e-11, 1, 3e38, 0, -1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]],
});
