import { holdsZero, largestFloat32, magnitude, outward, sumOf } from '../interval.js';
import type { GraphNode, Op, Value } from '../types.js';
import { sizeOf } from '../value.js';
import { constant } from './constant.js';
import { multiply } from './multiply.js';
import { allAxes, emitReduction, type Reduction, reduce, reduced, reducedShape } from './reductions.js';
import { reshape } from './reshape.js';
import { square } from './square.js';

export const reduceSumSquareOp: Op<Reduction> = {
  name: 'reduce-sum-square',
  infer: ([{ dtype, shape }], { axes, keepDimensions }) => [
    { dtype, shape: reducedShape(shape, axes, keepDimensions) },
  ],
  evaluate: ([{ shape, data }], { axes, keepDimensions }) => [
    reduced(shape, data, axes, keepDimensions, 0, (sum, element) => sum + element * element),
  ],
  emit: emitReduction('ReduceSumSquare'),
  gradient: ({ inputs: [x], attributes: { axes } }, [arriving]) => {
    if (arriving === undefined) return [];
    const doubled = multiply(reshape(arriving, reducedShape(x.shape, axes, true)), constant(2));
    return [multiply(doubled, x)];
  },
  interval: ([x], node) => {
    const least = holdsZero(x) ? 0 : Math.min(x.low * x.low, x.high * x.high);
    return [sumOf(outward(least, magnitude(x) ** 2, x.mayBeNaN), terms(node))];
  },
  danger: ([x], node) => {
    const most =
      Math.sqrt(largestFloat32 / sumOf({ low: 1, high: 1, mayBeNaN: false }, terms(node)).high) * (1 - 2 ** -20);
    return magnitude(x) > most ? [{ kind: 'overflow', input: 0, safe: { low: -most, high: most } }] : [];
  },
};

/** How many elements each sum has. */
function terms({ inputs: [x], outputs: [sum] }: GraphNode<Reduction>): number {
  return sizeOf(x.shape) / sizeOf(sum.shape);
}

/** Sum of squares over axes (all by default), in one pass over memory. float32; overflows beyond 1.8e19 in an element. */
export function reduceSumSquare(x: Value, axes: readonly number[] = allAxes(x.shape), keepDimensions = false): Value {
  return axes.length === 0 ? square(x) : reduce(reduceSumSquareOp, x, axes, keepDimensions);
}
