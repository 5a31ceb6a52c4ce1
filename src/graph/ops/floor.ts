import type { Value } from '../types.js';
import { apply } from '../value.js';
import { unaryOp } from './unary.js';

export const floorOp = unaryOp({
  name: 'floor',
  compute: Math.floor,
  emit: 'Floor',
  interval: ({ low, high, mayBeNaN }) => ({ low: Math.floor(low), high: Math.floor(high), mayBeNaN }),
});

/** The largest whole number that is not above x. Passes no gradient. float32. */
export function floor(x: Value): Value {
  return apply(floorOp, [x], undefined);
}
