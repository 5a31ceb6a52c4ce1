import { largestFloat32, magnitude, sumOf } from '../interval.js';
import type { GraphNode, Op, Value } from '../types.js';
import { sizeOf } from '../value.js';
import { broadcastTo } from './broadcast-to.js';
import { allAxes, emitReduction, type Reduction, reduce, reduced, reducedShape } from './reductions.js';
import { reshape } from './reshape.js';

export const reduceSumOp: Op<Reduction> = {
  name: 'reduce-sum',
  infer: ([{ dtype, shape }], { axes, keepDimensions }) => [
    { dtype, shape: reducedShape(shape, axes, keepDimensions) },
  ],
  evaluate: ([{ shape, data }], { axes, keepDimensions }) => [
    reduced(shape, data, axes, keepDimensions, 0, (sum, element) => sum + element),
  ],
  emit: emitReduction('ReduceSum'),
  gradient: ({ inputs: [a], attributes: { axes } }, [arriving]) =>
    arriving === undefined ? [] : [broadcastTo(reshape(arriving, reducedShape(a.shape, axes, true)), a.shape)],
  interval: ([a], node) => [sumOf(a, terms(node))],
  danger: ([a], node) => {
    const { low, high } = sumOf({ low: -magnitude(a), high: magnitude(a), mayBeNaN: false }, terms(node));
    if (low >= -largestFloat32 && high <= largestFloat32) return [];
    const bound = largestFloat32 / sumOf({ low: 1, high: 1, mayBeNaN: false }, terms(node)).high;
    return [{ kind: 'overflow', input: 0, safe: { low: -bound, high: bound } }];
  },
};

/** How many elements each sum has. */
function terms({ inputs: [a], outputs: [sum] }: GraphNode<Reduction>): number {
  return sizeOf(a.shape) / sizeOf(sum.shape);
}

/** Sum over axes (all by default). float32. */
export function reduceSum(a: Value, axes: readonly number[] = allAxes(a.shape), keepDimensions = false): Value {
  return axes.length === 0 ? a : reduce(reduceSumOp, a, axes, keepDimensions);
}
