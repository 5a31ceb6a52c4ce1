import type { Op, Value } from '../types.js';
import { apply, shapeError, sizeOf } from '../value.js';
import { frontAxis } from './positions.js';

interface Attributes {
  readonly axis: number;
}

export const argMaxOp: Op<Attributes> = {
  name: 'arg-max',
  infer: ([input], { axis }) => {
    if (input.dtype !== 'float32' || !(axis in input.shape))
      throw shapeError('arg-max', `float32 with an axis ${axis}`, [input]);
    return [{ dtype: 'int64', shape: input.shape.toSpliced(axis, 1) }];
  },
  evaluate: ([{ shape, data }], { axis }) => {
    const inner = sizeOf(shape.slice(axis + 1));
    const result = new Float64Array(data.length / shape[axis]);
    result.forEach((_, i) => {
      const first = (i - (i % inner)) * shape[axis] + (i % inner);
      let best = 0;
      for (let index = 1; index < shape[axis]; index += 1) {
        if (data[first + index * inner] > data[first + best * inner]) best = index;
      }
      result[i] = best;
    });
    return [{ shape: shape.toSpliced(axis, 1), data: result }];
  },
  emit: ({ inputs: [x], attributes: { axis }, outputs: [y] }, emitter) => {
    emitter.node('ArgMax', [emitter.nameOf(x)], { axis, keepdims: 0 }, emitter.nameOf(y));
  },
  interval: (_inputs, { inputs: [x], attributes: { axis } }) => [{ low: 0, high: x.shape[axis] - 1, mayBeNaN: false }],
};

/** Where along an axis the largest element stands, the first of several; any place where one is NaN. Gives int64. */
export function argMax(x: Value, axis: number): Value {
  return apply(argMaxOp, [x], { axis: frontAxis(axis, x.shape.length) });
}
