import type { Value } from '../types.js';
import { apply } from '../value.js';
import { comparisonOp } from './comparison.js';

export const greaterOp = comparisonOp(
  'greater',
  'Greater',
  (a, b) => a > b,
  (a, b) => a.low > b.high,
  (a, b) => a.high > b.low,
);

/** Whether a > b, element by element, with broadcasting; false where either is NaN. Gives bool. */
export function greater(a: Value, b: Value): Value {
  return apply(greaterOp, [a, b], undefined);
}
