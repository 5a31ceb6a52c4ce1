import type { Value } from '../types.js';
import { apply } from '../value.js';
import { extremumOp } from './extremum.js';
import { less } from './less.js';

export const minimumOp = extremumOp('minimum', 'Min', Math.min, less);

/** The smaller of a and b, with broadcasting; half of the gradient to each at a tie. float32. */
export function minimum(a: Value, b: Value): Value {
  return apply(minimumOp, [a, b], undefined);
}
