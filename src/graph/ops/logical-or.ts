import type { Op, Value } from '../types.js';
import { apply } from '../value.js';
import { boolBounds } from './comparison.js';
import { elementwise, elementwiseType, emitAs } from './elementwise.js';

export const logicalOrOp: Op<undefined> = {
  name: 'logical-or',
  infer: elementwiseType('logical-or', ['bool', 'bool'], 'bool'),
  evaluate: elementwise((a, b) => a | b),
  emit: emitAs('Or'),
  interval: ([a, b]) => [boolBounds(a.low === 0 && b.low === 0, a.high === 1 || b.high === 1)],
};

/** Whether either holds, with broadcasting. bool. */
export function logicalOr(a: Value, b: Value): Value {
  return apply(logicalOrOp, [a, b], undefined);
}
