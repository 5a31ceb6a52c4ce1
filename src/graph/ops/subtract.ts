import { outward } from '../interval.js';
import type { Value } from '../types.js';
import { apply } from '../value.js';
import { binaryOp, sumDangers } from './binary.js';
import { negate } from './negate.js';

export const subtractOp = binaryOp({
  name: 'subtract',
  compute: (a, b) => a - b,
  emit: 'Sub',
  gradient: (arriving) => [arriving, negate(arriving)],
  interval: (a, b) => {
    const sameInfinities = Number.isNaN(a.low - b.low) || Number.isNaN(a.high - b.high);
    return outward(a.low - b.high, a.high - b.low, a.mayBeNaN || b.mayBeNaN || sameInfinities);
  },
  danger: sumDangers,
});

/** a − b, with broadcasting. float32. */
export function subtract(a: Value, b: Value): Value {
  return apply(subtractOp, [a, b], undefined);
}
