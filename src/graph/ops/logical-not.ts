import type { Op, Value } from '../types.js';
import { apply } from '../value.js';
import { elementwise, elementwiseType, emitAs } from './elementwise.js';

export const logicalNotOp: Op<undefined> = {
  name: 'logical-not',
  infer: elementwiseType('logical-not', ['bool'], 'bool'),
  evaluate: elementwise((a) => 1 - a),
  emit: emitAs('Not'),
  interval: ([a]) => [{ low: 1 - a.high, high: 1 - a.low, mayBeNaN: false }],
};

/** Whether it does not hold. bool. */
export function logicalNot(a: Value): Value {
  return apply(logicalNotOp, [a], undefined);
}
