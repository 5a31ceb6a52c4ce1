import { largestFloat32, outward } from '../interval.js';
import type { Value } from '../types.js';
import { apply } from '../value.js';
import { clamp } from './clamp.js';
import { constant } from './constant.js';
import { unguardedDivide } from './divide.js';
import { multiply } from './multiply.js';
import { unaryOp } from './unary.js';

export const sqrtOp = unaryOp({
  name: 'sqrt',
  compute: Math.sqrt,
  emit: 'Sqrt',
  gradient: (arriving, _x, y) => unguardedDivide(multiply(arriving, constant(0.5)), y),
  interval: ({ low, high, mayBeNaN }) =>
    outward(Math.sqrt(Math.max(low, 0)), Math.sqrt(Math.max(high, 0)), mayBeNaN || low < 0),
  danger: ({ low }) => (low < 0 ? [{ kind: 'domain', input: 0, safe: { low: 0, high: largestFloat32 } }] : []),
});

/** The square root of max(x, floor): its gradient is at most 1 / (2 √floor), and 0 below the floor (S21). float32. */
export function sqrt(x: Value, floor = 1e-12): Value {
  return unguardedSqrt(clamp(x, floor, Number.POSITIVE_INFINITY));
}

/** √x. float32. NaN below 0, and at 0 the gradient is infinite. */
export function unguardedSqrt(x: Value): Value {
  return apply(sqrtOp, [x], undefined);
}
