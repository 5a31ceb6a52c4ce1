import type { Op, Value } from '../types.js';
import { apply, shapeError, sizeOf } from '../value.js';
import { constant } from './constant.js';
import { frontAxis, positions, stridesOf } from './positions.js';
import { scatterAddElements } from './scatter-add.js';

interface Attributes {
  readonly axis: number;
}

export const gatherElementsOp: Op<Attributes> = {
  name: 'gather-elements',
  infer: (inputs, { axis }) => {
    const [x, indices] = inputs;
    if (indices.dtype !== 'int64' || x.shape.with(axis, 0).join() !== indices.shape.with(axis, 0).join()) {
      throw shapeError('gather-elements', `int64 indices that differ in shape at most along axis ${axis}`, inputs);
    }
    return [{ dtype: x.dtype, shape: indices.shape }];
  },
  evaluate: ([x, { shape, data: indices }], { axis }) => {
    const strides = stridesOf(x.shape);
    const lines = positions(shape, strides.with(axis, 0));
    const data = new Float64Array(sizeOf(shape));
    for (let i = 0; i < data.length; i += 1) data[i] = x.data[lines[i] + indices[i] * strides[axis]];
    return [{ shape, data }];
  },
  emit: ({ inputs: [x, indices], attributes: { axis }, outputs: [y] }, emitter) => {
    emitter.node('GatherElements', [emitter.nameOf(x), emitter.nameOf(indices)], { axis }, emitter.nameOf(y));
  },
  gradient: ({ inputs: [x, indices], attributes: { axis } }, [arriving]) =>
    arriving === undefined ? [] : [scatterAddElements(constant(0, x.shape), indices, arriving, axis)],
  interval: ([x]) => [x],
};

/**
 * For every line along an axis the elements that the indices name: the logit of each row's class, for instance. x and
 * the int64 indices have the same shape but for that axis. Indices lie in [0, n); ONNX Runtime refuses others.
 */
export function gatherElements(x: Value, indices: Value, axis: number): Value {
  return apply(gatherElementsOp, [x, indices], { axis: frontAxis(axis, x.shape.length) });
}
