import type { Op, Value } from '../types.js';
import { apply } from '../value.js';
import { boolBounds } from './comparison.js';
import { elementwise, elementwiseType, emitAs } from './elementwise.js';

export const areNaNOp: Op<undefined> = {
  name: 'are-nan',
  infer: elementwiseType('are-nan', ['float32'], 'bool'),
  evaluate: elementwise((x) => Number(Number.isNaN(x))),
  emit: emitAs('IsNaN'),
  interval: ([x]) => [boolBounds(x.low <= x.high, x.mayBeNaN)],
};

/** Whether x is NaN, element by element. Gives bool. */
export function areNaN(x: Value): Value {
  return apply(areNaNOp, [x], undefined);
}
