import { approximate } from '../interval.js';
import type { Value } from '../types.js';
import { apply } from '../value.js';
import { clamp } from './clamp.js';
import { multiply } from './multiply.js';
import { unaryOp } from './unary.js';

/** e to this is just below the largest float32. */
const largestExponent = 88.72;

export const expOp = unaryOp({
  name: 'exp',
  compute: Math.exp,
  emit: 'Exp',
  gradient: (arriving, _x, y) => multiply(arriving, y),
  interval: ({ low, high, mayBeNaN }) =>
    approximate(Math.exp(low), Math.exp(high), mayBeNaN, [0, Number.POSITIVE_INFINITY]),
  danger: ({ high }) =>
    high > largestExponent
      ? [{ kind: 'overflow', input: 0, safe: { low: Number.NEGATIVE_INFINITY, high: largestExponent } }]
      : [],
});

/** e to the power of min(x, largest), so that the result is at most 5.5e34 unless asked otherwise (S6). float32. */
export function exp(x: Value, largest = 80): Value {
  return unguardedExp(clamp(x, Number.NEGATIVE_INFINITY, largest));
}

/** eˣ. float32. Infinite beyond x = 88.72. */
export function unguardedExp(x: Value): Value {
  return apply(expOp, [x], undefined);
}
