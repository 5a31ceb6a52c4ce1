import { hull } from '../interval.js';
import type { Op, Shape, TensorType, Value } from '../types.js';
import { apply, shapeError, sizeOf } from '../value.js';
import { frontAxis } from './positions.js';
import { sliceAxis } from './slice.js';

interface Attributes {
  readonly axis: number;
}

export const concatOp: Op<Attributes> = {
  name: 'concat',
  infer: (inputs, { axis }) => {
    const [first] = inputs;
    const fits = inputs.every(
      ({ dtype, shape }) => dtype === first.dtype && shape.with(axis, 0).join() === first.shape.with(axis, 0).join(),
    );
    if (!fits) throw shapeError('concat', `values that differ at most along axis ${axis}`, inputs);
    return [{ dtype: first.dtype, shape: joinedShape(inputs, axis) }];
  },
  evaluate: (inputs, { axis }) => {
    const shape = joinedShape(inputs, axis);
    const data = new Float64Array(sizeOf(shape));
    const row = sizeOf(shape.slice(axis));
    let at = 0;
    for (const input of inputs) {
      const part = sizeOf(input.shape.slice(axis));
      for (let from = 0, to = at; from < input.data.length; from += part, to += row) {
        data.set(input.data.subarray(from, from + part), to);
      }
      at += part;
    }
    return [{ shape, data }];
  },
  emit: ({ inputs, attributes: { axis }, outputs: [y] }, emitter) => {
    emitter.node(
      'Concat',
      inputs.map((input) => emitter.nameOf(input)),
      { axis },
      emitter.nameOf(y),
    );
  },
  gradient: ({ inputs, attributes: { axis } }, [arriving]) => {
    if (arriving === undefined) return [];
    let end = 0;
    return inputs.map(({ shape }) => {
      end += shape[axis];
      return sliceAxis(arriving, axis, end - shape[axis], end);
    });
  },
  interval: (inputs) => [inputs.reduce(hull)],
};

function joinedShape(inputs: readonly Pick<TensorType, 'shape'>[], axis: number): Shape {
  return inputs[0].shape.with(
    axis,
    inputs.reduce((sum, { shape }) => sum + shape[axis], 0),
  );
}

/** Values one after the other along an axis; a negative axis counts from the back. */
export function concat(values: readonly Value[], axis: number): Value {
  return values.length === 1 ? values[0] : apply(concatOp, values, { axis: frontAxis(axis, values[0].shape.length) });
}
