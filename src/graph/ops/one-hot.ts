import { elementTypes } from '../onnx/model.js';
import type { Op, Value } from '../types.js';
import { apply, shapeError } from '../value.js';

interface Attributes {
  readonly depth: number;
}

export const oneHotOp: Op<Attributes> = {
  name: 'one-hot',
  infer: ([indices], { depth }) => {
    if (indices.dtype !== 'int64') throw shapeError('one-hot', 'int64 indices', [indices]);
    return [{ dtype: 'float32', shape: [...indices.shape, depth] }];
  },
  evaluate: ([{ shape, data }], { depth }) => {
    const result = new Float64Array(data.length * depth);
    data.forEach((index, row) => {
      if (index >= 0 && index < depth) result[row * depth + index] = 1;
    });
    return [{ shape: [...shape, depth], data: result }];
  },
  // ONNX's OneHot lets negative indices count from the back.
  emit: ({ inputs: [indices], attributes: { depth }, outputs: [y] }, emitter) => {
    const column = emitter.node('Unsqueeze', [emitter.nameOf(indices), emitter.constant('int64', [1], [-1])]);
    const classes = emitter.constant('int64', [depth], [...Array(depth).keys()]);
    const same = emitter.node('Equal', [column, classes]);
    emitter.node('Cast', [same], { to: elementTypes.float32 }, emitter.nameOf(y));
  },
  interval: () => [{ low: 0, high: 1, mayBeNaN: false }],
};

/** 1 at the index, 0 elsewhere, along a new last axis; all 0 for an index outside [0, depth), such as a background's. */
export function oneHot(indices: Value, depth: number): Value {
  return apply(oneHotOp, [indices], { depth });
}
