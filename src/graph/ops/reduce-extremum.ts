import type { Op } from '../types.js';
import { broadcastTo } from './broadcast-to.js';
import { constant } from './constant.js';
import { divide } from './divide.js';
import { equal } from './equal.js';
import { reduceSum } from './reduce-sum.js';
import { type Reduction, reduced, reducedShape } from './reductions.js';
import { reshape } from './reshape.js';
import { where } from './where.js';

/**
 * The smallest or largest element along axes; NaN where there is one. Elements that tie share the gradient equally, as
 * in PyTorch's `amin` and `amax`.
 */
export function reduceExtremumOp(
  name: string,
  emit: 'ReduceMin' | 'ReduceMax',
  choose: (a: number, b: number) => number,
): Op<Reduction> {
  const start =
    choose(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY) > 0
      ? Number.NEGATIVE_INFINITY
      : Number.POSITIVE_INFINITY;
  return {
    name,
    infer: ([{ dtype, shape }], { axes, keepDimensions }) => [
      { dtype, shape: reducedShape(shape, axes, keepDimensions) },
    ],
    evaluate: ([{ shape, data }], { axes, keepDimensions }) => [
      reduced(shape, data, axes, keepDimensions, start, choose),
    ],
    // ONNX Runtime's reductions overlook NaN.
    emit: ({ inputs: [x], attributes: { axes, keepDimensions }, outputs: [y] }, emitter) => {
      const reduce = (type: string, input: string) =>
        emitter.node(type, [input, emitter.constant('int64', [axes.length], axes)], {
          keepdims: keepDimensions ? 1 : 0,
        });
      const nan = emitter.node('Cast', [emitter.node('IsNaN', [emitter.nameOf(x)])], { to: 1 });
      const anyNaN = emitter.node('Cast', [reduce('ReduceMax', nan)], { to: 9 });
      const inputs = [anyNaN, emitter.constant('float32', [], [Number.NaN]), reduce(emit, emitter.nameOf(x))];
      emitter.node('Where', inputs, {}, emitter.nameOf(y));
    },
    gradient: ({ inputs: [x], attributes: { axes }, outputs: [y] }, [arriving]) => {
      if (arriving === undefined) return [];
      const kept = reducedShape(x.shape, axes, true);
      const best = equal(x, reshape(y, kept));
      const count = reduceSum(where(best, constant(1, x.shape), constant(0)), axes, true);
      const share = divide(reshape(arriving, kept), count, 1);
      return [where(best, broadcastTo(share, x.shape), constant(0))];
    },
    interval: ([x]) => [x],
  };
}
