import { outward } from '../interval.js';
import type { Op, Shape, Value } from '../types.js';
import { apply, sizeOf } from '../value.js';
import { broadcastTo } from './broadcast-to.js';
import { reduced, reducedShape } from './reductions.js';
import { reshape } from './reshape.js';

interface Attributes {
  readonly axes: readonly number[];
  readonly keepDimensions: boolean;
}

const reduceSumOp: Op<Attributes> = {
  name: 'reduce-sum',
  infer: ([{ dtype, shape }], { axes, keepDimensions }) => [
    { dtype, shape: reducedShape(shape, axes, keepDimensions) },
  ],
  evaluate: ([{ shape, data }], { axes, keepDimensions }) => [
    reduced(shape, data, axes, keepDimensions, 0, (sum, element) => sum + element),
  ],
  emit: ({ inputs: [a], attributes: { axes, keepDimensions }, outputs: [output] }, emitter) => {
    const inputs = [emitter.nameOf(a), emitter.constant('int64', [axes.length], axes)];
    emitter.node('ReduceSum', inputs, { keepdims: keepDimensions ? 1 : 0 }, emitter.nameOf(output));
  },
  gradient: ({ inputs: [a], attributes: { axes } }, [arriving]) =>
    arriving === undefined ? [] : [broadcastTo(reshape(arriving, reducedShape(a.shape, axes, true)), a.shape)],
  interval: ([a], { inputs: [value], outputs: [output] }) => {
    const count = sizeOf(value.shape) / sizeOf(output.shape);
    // A float32 sum of n terms may err by n roundings of the largest partial sum.
    const slack = count * count * 2 ** -24 * Math.max(Math.abs(a.low), Math.abs(a.high));
    const both = a.low === Number.NEGATIVE_INFINITY && a.high === Number.POSITIVE_INFINITY;
    return [outward(count * a.low - slack, count * a.high + slack, a.mayBeNaN || both)];
  },
};

/** Sum over axes (all by default). float32. */
export function reduceSum(a: Value, axes: readonly number[] = allAxes(a.shape), keepDimensions = false): Value {
  return axes.length === 0 ? a : apply(reduceSumOp, [a], { axes, keepDimensions });
}

function allAxes(shape: Shape): number[] {
  return shape.map((_, axis) => axis);
}
