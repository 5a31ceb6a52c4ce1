import type { Value } from '../types.js';
import { apply } from '../value.js';
import { comparisonOp } from './comparison.js';

export const lessOp = comparisonOp(
  'less',
  'Less',
  (a, b) => a < b,
  (a, b) => a.high < b.low,
  (a, b) => a.low < b.high,
);

/** Whether a < b, element by element, with broadcasting; false where either is NaN. Gives bool. */
export function less(a: Value, b: Value): Value {
  return apply(lessOp, [a, b], undefined);
}
