import { holdsZero, magnitude } from '../interval.js';
import type { Value } from '../types.js';
import { apply } from '../value.js';
import { multiply } from './multiply.js';
import { sign } from './sign.js';
import { unaryOp } from './unary.js';

export const absoluteOp = unaryOp({
  name: 'absolute',
  compute: Math.abs,
  emit: 'Abs',
  gradient: (arriving, x) => multiply(arriving, sign(x)),
  interval: (x) => ({
    low: holdsZero(x) ? 0 : Math.min(Math.abs(x.low), Math.abs(x.high)),
    high: magnitude(x),
    mayBeNaN: x.mayBeNaN,
  }),
});

/** |x|. The gradient at 0 is 0, as in PyTorch. float32. */
export function absolute(x: Value): Value {
  return apply(absoluteOp, [x], undefined);
}
