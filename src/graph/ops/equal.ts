import type { Op, Value } from '../types.js';
import { apply } from '../value.js';
import { boolBounds } from './comparison.js';
import { elementwise, elementwiseType, emitAs } from './elementwise.js';

export const equalOp: Op<undefined> = {
  name: 'equal',
  infer: (inputs, attributes) =>
    elementwiseType('equal', [inputs[0].dtype, inputs[0].dtype], 'bool')(inputs, attributes),
  evaluate: elementwise((a, b) => Number(a === b)),
  emit: emitAs('Equal'),
  interval: ([a, b]) => {
    const always = a.low === a.high && b.low === a.low && b.high === a.low && !a.mayBeNaN && !b.mayBeNaN;
    return [boolBounds(!always, a.low <= b.high && b.low <= a.high)];
  },
};

/** Whether a = b, element by element, with broadcasting, for values of one type; false where either is NaN. Gives bool. */
export function equal(a: Value, b: Value): Value {
  return apply(equalOp, [a, b], undefined);
}
