import type { Op, Value } from '../types.js';
import { apply } from '../value.js';
import { constant } from './constant.js';
import { elementwise, elementwiseType } from './elementwise.js';
import { greaterOrEqual } from './greater-or-equal.js';
import { lessOrEqual } from './less-or-equal.js';
import { logicalAnd } from './logical-and.js';
import { where } from './where.js';

interface Attributes {
  readonly low: number;
  readonly high: number;
}

export const clampOp: Op<Attributes> = {
  name: 'clamp',
  infer: elementwiseType('clamp', ['float32'], 'float32'),
  evaluate: (inputs, { low, high }) => elementwise((x) => Math.min(Math.max(x, low), high))(inputs, undefined),
  emit: ({ inputs: [x], attributes: { low, high }, outputs: [y] }, emitter) => {
    // A bound that is left out would be the largest float32, which hides infinity.
    const bound = (value: number) => emitter.constant('float32', [], [value]);
    emitter.node('Clip', [emitter.nameOf(x), bound(low), bound(high)], {}, emitter.nameOf(y));
  },
  gradient: ({ inputs: [x], attributes: { low, high } }, [arriving]) => {
    if (arriving === undefined) return [];
    const inside = logicalAnd(greaterOrEqual(x, constant(low)), lessOrEqual(x, constant(high)));
    return [where(inside, arriving, constant(0))];
  },
  interval: ([x], { attributes: { low, high } }) => [
    {
      low: Math.min(Math.max(x.low, low), high),
      high: Math.min(Math.max(x.high, low), high),
      mayBeNaN: x.mayBeNaN,
    },
  ],
};

/**
 * x kept between two bounds, which are rounded to float32; NaN stays NaN. As in PyTorch's `clamp` the gradient passes
 * where x lies within the bounds or on them, and nowhere else. float32.
 */
export function clamp(x: Value, low: number, high: number): Value {
  return apply(clampOp, [x], { low: Math.fround(low), high: Math.fround(high) });
}
