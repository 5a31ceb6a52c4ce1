import type { Value } from '../types.js';
import { apply } from '../value.js';
import { extremumOp } from './extremum.js';
import { greater } from './greater.js';

export const maximumOp = extremumOp('maximum', 'Max', Math.max, greater);

/** The larger of a and b, with broadcasting; half of the gradient to each at a tie. float32. */
export function maximum(a: Value, b: Value): Value {
  return apply(maximumOp, [a, b], undefined);
}
