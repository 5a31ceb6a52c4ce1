import type { Op, Value } from '../types.js';
import { apply } from '../value.js';
import { boolBounds } from './comparison.js';
import { elementwise, elementwiseType, emitAs } from './elementwise.js';

export const logicalAndOp: Op<undefined> = {
  name: 'logical-and',
  infer: elementwiseType('logical-and', ['bool', 'bool'], 'bool'),
  evaluate: elementwise((a, b) => a & b),
  emit: emitAs('And'),
  interval: ([a, b]) => [boolBounds(a.low === 0 || b.low === 0, a.high === 1 && b.high === 1)],
};

/** Whether both hold, with broadcasting. bool. */
export function logicalAnd(a: Value, b: Value): Value {
  return apply(logicalAndOp, [a, b], undefined);
}
