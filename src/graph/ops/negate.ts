import type { Value } from '../types.js';
import { apply } from '../value.js';
import { unaryOp } from './unary.js';

export const negateOp = unaryOp({
  name: 'negate',
  compute: (x) => -x,
  emit: 'Neg',
  gradient: (arriving) => negate(arriving),
  interval: ({ low, high, mayBeNaN }) => ({ low: -high, high: -low, mayBeNaN }),
});

/** −x. float32. */
export function negate(x: Value): Value {
  return apply(negateOp, [x], undefined);
}
