import type { Op, Value } from '../types.js';
import { apply, shapeError } from '../value.js';
import { positions, stridesOf, taken } from './positions.js';

type Permutation = readonly number[];

export const transposeOp: Op<Permutation> = {
  name: 'transpose',
  infer: ([input], permutation) => {
    if ([...permutation].sort((a, b) => a - b).join() !== [...input.shape.keys()].join()) {
      throw shapeError('transpose', `axes that [${permutation.join(', ')}] puts in another order`, [input]);
    }
    return [{ dtype: input.dtype, shape: permutation.map((axis) => input.shape[axis]) }];
  },
  evaluate: ([{ shape, data }], permutation) => {
    const strides = stridesOf(shape);
    const result = permutation.map((axis) => shape[axis]);
    const steps = permutation.map((axis) => strides[axis]);
    return [{ shape: result, data: taken(data, positions(result, steps)) }];
  },
  emit: ({ inputs: [x], attributes: permutation, outputs: [y] }, emitter) => {
    emitter.node('Transpose', [emitter.nameOf(x)], { perm: permutation }, emitter.nameOf(y));
  },
  gradient: ({ attributes: permutation }, [arriving]) =>
    arriving === undefined ? [] : [transpose(arriving, inverse(permutation))],
  interval: ([x]) => [x],
};

function inverse(permutation: Permutation): number[] {
  return permutation.map((_, axis) => permutation.indexOf(axis));
}

/** Puts the axes in another order: axis i of the result is axis `permutation[i]` of x. Reverses them by default. */
export function transpose(x: Value, permutation: Permutation = [...x.shape.keys()].reverse()): Value {
  return permutation.every((axis, i) => axis === i) ? x : apply(transposeOp, [x], permutation);
}
