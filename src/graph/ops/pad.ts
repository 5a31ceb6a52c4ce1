import { hull } from '../interval.js';
import type { Op, Shape, Value } from '../types.js';
import { apply, shapeError, sizeOf } from '../value.js';
import { positions, stridesOf } from './positions.js';
import { slice } from './slice.js';

interface Attributes {
  readonly before: readonly number[];
  readonly after: readonly number[];
  readonly value: number;
}

export const padOp: Op<Attributes> = {
  name: 'pad',
  infer: ([input], { before, after }) => {
    const counts = [...before, ...after];
    if (before.length !== input.shape.length || counts.length !== 2 * before.length || counts.some((n) => n < 0)) {
      throw shapeError('pad', 'a count of 0 or more before and after each axis', [input]);
    }
    return [{ dtype: input.dtype, shape: paddedShape(input.shape, before, after) }];
  },
  evaluate: ([{ shape, data }], { before, after, value }) => {
    const result = paddedShape(shape, before, after);
    const padded = new Float64Array(sizeOf(result)).fill(value);
    const strides = stridesOf(result);
    const start = before.reduce((sum, count, axis) => sum + count * strides[axis], 0);
    positions(shape, strides, start).forEach((at, i) => {
      padded[at] = data[i];
    });
    return [{ shape: result, data: padded }];
  },
  emit: ({ inputs: [x], attributes: { before, after, value }, outputs: [y] }, emitter) => {
    const counts = emitter.constant('int64', [2 * before.length], [...before, ...after]);
    const filling = emitter.constant(x.dtype, [], [value]);
    emitter.node('Pad', [emitter.nameOf(x), counts, filling], { mode: 'constant' }, emitter.nameOf(y));
  },
  gradient: ({ inputs: [x], attributes: { before } }, [arriving]) =>
    arriving === undefined
      ? []
      : [
          slice(
            arriving,
            before,
            x.shape.map((size, axis) => before[axis] + size),
          ),
        ],
  interval: ([x], { attributes: { value } }) => [hull(x, { low: value, high: value, mayBeNaN: Number.isNaN(value) })],
};

function paddedShape(shape: Shape, before: readonly number[], after: readonly number[]): Shape {
  return shape.map((size, axis) => before[axis] + size + after[axis]);
}

/** x with `before[axis]` and `after[axis]` elements of a fixed value added at the ends of each axis. */
export function pad(x: Value, before: readonly number[], after: readonly number[], value = 0): Value {
  return [...before, ...after].every((count) => count === 0) ? x : apply(padOp, [x], { before, after, value });
}
