import type { Op, Shape, Value } from '../types.js';
import { apply, shapeError, sizeOf } from '../value.js';

export const reshapeOp: Op<Shape> = {
  name: 'reshape',
  infer: ([input], shape) => {
    if (sizeOf(input.shape) !== sizeOf(shape) || !shape.every(Number.isInteger)) {
      throw shapeError('reshape', `as many elements as [${shape.join(', ')}]`, [input]);
    }
    return [{ dtype: input.dtype, shape }];
  },
  evaluate: ([{ data }], shape) => [{ shape, data }],
  emit: ({ inputs: [a], attributes: shape, outputs: [output] }, emitter) => {
    const target = emitter.constant('int64', [shape.length], shape);
    emitter.node('Reshape', [emitter.nameOf(a), target], { allowzero: 1 }, emitter.nameOf(output));
  },
  gradient: ({ inputs: [a] }, [arriving]) => (arriving === undefined ? [] : [reshape(arriving, a.shape)]),
  interval: ([a]) => [a],
};

/** The same elements in another shape; at most one dimension may be -1. */
export function reshape(a: Value, shape: Shape): Value {
  const known = shape.reduce((product, dimension) => (dimension === -1 ? product : product * dimension), 1);
  const full = shape.map((dimension) => (dimension === -1 ? sizeOf(a.shape) / known : dimension));
  return full.join() === a.shape.join() ? a : apply(reshapeOp, [a], full);
}
