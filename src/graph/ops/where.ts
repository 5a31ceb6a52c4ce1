import { hull } from '../interval.js';
import type { Op, Value } from '../types.js';
import { apply } from '../value.js';
import { constant } from './constant.js';
import { elementwise, elementwiseType, emitAs } from './elementwise.js';
import { sumTo } from './sum-to.js';

export const whereOp: Op<undefined> = {
  name: 'where',
  infer: (inputs, attributes) => {
    const dtype = inputs[1]?.dtype ?? 'float32';
    return elementwiseType('where', ['bool', dtype, dtype], dtype)(inputs, attributes);
  },
  evaluate: elementwise((condition, a, b) => (condition ? a : b)),
  emit: emitAs('Where'),
  gradient: ({ inputs: [condition, a, b] }, [arriving]) => {
    if (arriving === undefined) return [];
    const none = constant(0);
    return [
      undefined,
      sumTo(where(condition, arriving, none), a.shape),
      sumTo(where(condition, none, arriving), b.shape),
    ];
  },
  interval: ([condition, a, b]) => {
    if (condition.low === 1) return [a];
    return [condition.high === 0 ? b : hull(a, b)];
  },
};

/**
 * a where the condition holds, b elsewhere, with broadcasting. The gradient that is not chosen is 0 here, but it does
 * not stay 0 if the operation before multiplies it with infinity: replace the *inputs* of a dangerous operation, never
 * choose among its results (S8).
 */
export function where(condition: Value, a: Value, b: Value): Value {
  return apply(whereOp, [condition, a, b], undefined);
}
