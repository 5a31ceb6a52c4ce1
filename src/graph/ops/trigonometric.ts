import { approximate, finiteBounds, reachesInfinity } from '../interval.js';
import type { Interval, Op, Value } from '../types.js';
import { unaryOp } from './unary.js';

/** Sine or cosine: a wave between −1 and 1 whose crests lie at `crest` + 2πk. */
export function trigonometricOp(
  name: string,
  emit: string,
  compute: (x: number) => number,
  crest: number,
  gradient: (arriving: Value, x: Value) => Value,
): Op<undefined> {
  return unaryOp({
    name,
    compute,
    emit,
    gradient,
    interval: (x) => {
      const low = reaches(x, crest + Math.PI) ? -1 : Math.min(compute(x.low), compute(x.high));
      const high = reaches(x, crest) ? 1 : Math.max(compute(x.low), compute(x.high));
      return approximate(low, high, x.mayBeNaN || reachesInfinity(x), [-1, 1]);
    },
    danger: (x) => (reachesInfinity(x) ? [{ kind: 'domain', input: 0, safe: finiteBounds }] : []),
  });
}

/** Whether an interval holds `point` + 2πk for some k; intervals too far out to tell hold every point. */
function reaches({ low, high }: Interval, point: number): boolean {
  const period = 2 * Math.PI;
  // Float64 places a point 2πk to 1e-16 of its size; beyond 1e6 that is no longer far less than a rounding.
  if (!(high - low < period) || Math.abs(low) > 1e6) return true;
  return Math.floor((high - point) / period + 1e-9) > Math.ceil((low - point) / period - 1e-9) - 1;
}
