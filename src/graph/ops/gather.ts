import type { Op, Shape, Value } from '../types.js';
import { apply, shapeError, sizeOf } from '../value.js';
import { constant } from './constant.js';
import { frontAxis } from './positions.js';
import { reshape } from './reshape.js';
import { scatterAdd } from './scatter-add.js';

interface Attributes {
  readonly axis: number;
}

export const gatherOp: Op<Attributes> = {
  name: 'gather',
  infer: (inputs, { axis }) => {
    const [x, indices] = inputs;
    if (indices.dtype !== 'int64' || !(axis in x.shape)) {
      throw shapeError('gather', `a value with an axis ${axis}, and int64 indices`, inputs);
    }
    return [{ dtype: x.dtype, shape: gatheredShape(x.shape, indices.shape, axis) }];
  },
  evaluate: ([x, indices], { axis }) => {
    const row = sizeOf(x.shape.slice(axis + 1));
    const block = x.shape[axis] * row;
    const shape = gatheredShape(x.shape, indices.shape, axis);
    const data = new Float64Array(sizeOf(shape));
    let to = 0;
    for (let start = 0; start < x.data.length; start += block) {
      for (const index of indices.data) {
        data.set(x.data.subarray(start + index * row, start + (index + 1) * row), to);
        to += row;
      }
    }
    return [{ shape, data }];
  },
  emit: ({ inputs: [x, indices], attributes: { axis }, outputs: [y] }, emitter) => {
    emitter.node('Gather', [emitter.nameOf(x), emitter.nameOf(indices)], { axis }, emitter.nameOf(y));
  },
  gradient: ({ inputs: [x, indices], attributes: { axis } }, [arriving]) => {
    if (arriving === undefined) return [];
    const count = sizeOf(indices.shape);
    const updates = reshape(arriving, x.shape.with(axis, count));
    return [scatterAdd(constant(0, x.shape), reshape(indices, [count]), updates, axis)];
  },
  interval: ([x]) => [x],
};

function gatheredShape(shape: Shape, indices: Shape, axis: number): Shape {
  return shape.toSpliced(axis, 1, ...indices);
}

/**
 * Slices of x along an axis, in the order and as often as the int64 indices say: [.., n, ..] and indices of shape
 * [i, j] give [.., i, j, ..]. Indices lie in [0, n); ONNX Runtime refuses others. The gradient adds up where an index
 * occurs twice.
 */
export function gather(x: Value, indices: Value, axis = 0): Value {
  return apply(gatherOp, [x, indices], { axis: frontAxis(axis, x.shape.length) });
}
