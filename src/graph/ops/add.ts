import { outward } from '../interval.js';
import type { Value } from '../types.js';
import { apply } from '../value.js';
import { binaryOp, sumDangers } from './binary.js';

export const addOp = binaryOp({
  name: 'add',
  compute: (a, b) => a + b,
  emit: 'Add',
  gradient: (arriving) => [arriving, arriving],
  interval: (a, b) => {
    const oppositeInfinities = Number.isNaN(a.low + b.high) || Number.isNaN(a.high + b.low);
    return outward(a.low + b.low, a.high + b.high, a.mayBeNaN || b.mayBeNaN || oppositeInfinities);
  },
  danger: sumDangers,
});

/** a + b, with broadcasting. float32. */
export function add(a: Value, b: Value): Value {
  return apply(addOp, [a, b], undefined);
}
