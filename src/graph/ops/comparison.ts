import type { Interval, Op } from '../types.js';
import { elementwise, elementwiseType, emitAs } from './elementwise.js';

/** Bounds of a bool, kept as 0 and 1. */
export function boolBounds(mayBeFalse: boolean, mayBeTrue: boolean): Interval {
  return { low: mayBeFalse ? 0 : 1, high: mayBeTrue ? 1 : 0, mayBeNaN: false };
}

/**
 * A comparison of two float32 or two int64 values; false where either is NaN. `always` and `ever` say whether it holds
 * for all or for some numbers of two intervals.
 */
export function comparisonOp(
  name: string,
  emit: string,
  holds: (a: number, b: number) => boolean,
  always: (a: Interval, b: Interval) => boolean,
  ever: (a: Interval, b: Interval) => boolean,
): Op<undefined> {
  return {
    name,
    infer: (inputs, attributes) => {
      const dtype = inputs[0].dtype === 'int64' ? 'int64' : 'float32';
      return elementwiseType(name, [dtype, dtype], 'bool')(inputs, attributes);
    },
    evaluate: elementwise((a, b) => Number(holds(a, b))),
    emit: emitAs(emit),
    interval: ([a, b]) => [boolBounds(a.mayBeNaN || b.mayBeNaN || !always(a, b), ever(a, b))],
  };
}
