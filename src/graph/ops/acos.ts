import { approximate } from '../interval.js';
import type { Value } from '../types.js';
import { apply } from '../value.js';
import { add } from './add.js';
import { clamp } from './clamp.js';
import { constant } from './constant.js';
import { unguardedDivide } from './divide.js';
import { multiply } from './multiply.js';
import { negate } from './negate.js';
import { unguardedSqrt } from './sqrt.js';
import { subtract } from './subtract.js';
import { unaryOp } from './unary.js';

export const acosOp = unaryOp({
  name: 'acos',
  compute: Math.acos,
  emit: 'Acos',
  gradient: (arriving, x) => {
    // (1 − x)(1 + x), not 1 − x²: no cancellation near ±1.
    const product = multiply(subtract(constant(1), x), add(constant(1), x));
    return negate(unguardedDivide(arriving, unguardedSqrt(product)));
  },
  interval: ({ low, high, mayBeNaN }) => {
    const inside = (x: number) => Math.min(Math.max(x, -1), 1);
    return approximate(Math.acos(inside(high)), Math.acos(inside(low)), mayBeNaN || low < -1 || high > 1);
  },
  danger: ({ low, high }) => (low < -1 || high > 1 ? [{ kind: 'domain', input: 0, safe: { low: -1, high: 1 } }] : []),
});

/** The arc cosine of x kept within ±(1 − 1e-7), where its gradient is finite (S21). Radians, float32. */
export function acos(x: Value): Value {
  return unguardedAcos(clamp(x, -1 + 1e-7, 1 - 1e-7));
}

/** The arc cosine. Radians, float32. NaN beyond ±1, and at ±1 the gradient is infinite. */
export function unguardedAcos(x: Value): Value {
  return apply(acosOp, [x], undefined);
}
