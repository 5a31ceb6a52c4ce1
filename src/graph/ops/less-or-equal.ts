import type { Value } from '../types.js';
import { apply } from '../value.js';
import { comparisonOp } from './comparison.js';

export const lessOrEqualOp = comparisonOp(
  'less-or-equal',
  'LessOrEqual',
  (a, b) => a <= b,
  (a, b) => a.high <= b.low,
  (a, b) => a.low <= b.high,
);

/** Whether a <= b, element by element, with broadcasting; false where either is NaN. Gives bool. */
export function lessOrEqual(a: Value, b: Value): Value {
  return apply(lessOrEqualOp, [a, b], undefined);
}
