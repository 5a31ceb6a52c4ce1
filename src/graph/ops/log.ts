import { approximate, largestFloat32, smallestNormal } from '../interval.js';
import type { Value } from '../types.js';
import { apply } from '../value.js';
import { clamp } from './clamp.js';
import { unguardedDivide } from './divide.js';
import { unaryOp } from './unary.js';

export const logOp = unaryOp({
  name: 'log',
  compute: Math.log,
  emit: 'Log',
  gradient: (arriving, x) => unguardedDivide(arriving, x),
  interval: ({ low, high, mayBeNaN }) =>
    approximate(Math.log(Math.max(low, 0)), Math.log(Math.max(high, 0)), mayBeNaN || low < 0),
  danger: ({ low, high }) =>
    low <= 0 || high === Number.POSITIVE_INFINITY
      ? [{ kind: 'domain', input: 0, safe: { low: smallestNormal, high: largestFloat32 } }]
      : [],
});

/** ln max(x, floor): finite for every x, with a gradient of at most 1 / floor (S21). float32. */
export function log(x: Value, floor = 1e-12): Value {
  return unguardedLog(clamp(x, floor, Number.POSITIVE_INFINITY));
}

/** ln x. float32. Minus infinity at 0 and NaN below. */
export function unguardedLog(x: Value): Value {
  return apply(logOp, [x], undefined);
}
