import type { Value } from '../types.js';
import { apply } from '../value.js';
import { unaryOp } from './unary.js';

export const signOp = unaryOp({
  name: 'sign',
  compute: Math.sign,
  emit: 'Sign',
  interval: ({ low, high, mayBeNaN }) => ({ low: Math.sign(low), high: Math.sign(high), mayBeNaN }),
});

/** −1, 0 or 1; NaN stays NaN. Passes no gradient. float32. */
export function sign(x: Value): Value {
  return apply(signOp, [x], undefined);
}
