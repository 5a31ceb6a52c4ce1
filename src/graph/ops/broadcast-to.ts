import type { Op, Shape, Value } from '../types.js';
import { apply, shapeError } from '../value.js';
import { broadcastShape, repeated } from './elementwise.js';
import { sumTo } from './sum-to.js';

export const broadcastToOp: Op<Shape> = {
  name: 'broadcast-to',
  infer: ([input], shape) => {
    if (broadcastShape([input.shape, shape])?.join() !== shape.join()) {
      throw shapeError('broadcast-to', `a shape that broadcasts to [${shape.join(', ')}]`, [input]);
    }
    return [{ dtype: input.dtype, shape }];
  },
  evaluate: ([input], shape) => [{ shape, data: repeated(input, shape) }],
  emit: ({ inputs: [a], attributes: shape, outputs: [output] }, emitter) => {
    emitter.node(
      'Expand',
      [emitter.nameOf(a), emitter.constant('int64', [shape.length], shape)],
      {},
      emitter.nameOf(output),
    );
  },
  gradient: ({ inputs: [a] }, [arriving]) => (arriving === undefined ? [] : [sumTo(arriving, a.shape)]),
  interval: ([a]) => [a],
};

/** Repeats a value along the axes in which its shape has 1 or nothing. */
export function broadcastTo(a: Value, shape: Shape): Value {
  return a.shape.join() === shape.join() ? a : apply(broadcastToOp, [a], shape);
}
