import { approximate, largestFloat32 } from '../interval.js';
import type { Value } from '../types.js';
import { apply } from '../value.js';
import { multiply } from './multiply.js';
import { sigmoid } from './sigmoid.js';
import { unaryOp } from './unary.js';

/** Room for rounding below the largest float32. */
const most = largestFloat32 * (1 - 2 ** -19);

const compute = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

export const softplusOp = unaryOp({
  name: 'softplus',
  compute,
  emit: 'Softplus',
  gradient: (arriving, x) => multiply(arriving, sigmoid(x)),
  interval: ({ low, high, mayBeNaN }) =>
    approximate(compute(low), compute(high), mayBeNaN, [0, Number.POSITIVE_INFINITY]),
  danger: ({ high }) =>
    high > most ? [{ kind: 'overflow', input: 0, safe: { low: Number.NEGATIVE_INFINITY, high: most } }] : [],
});

/** ln(1 + eˣ), which is x for large x and eˣ for small: nothing overflows on the way. float32. */
export function softplus(x: Value): Value {
  return apply(softplusOp, [x], undefined);
}
