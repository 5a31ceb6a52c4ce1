import { approximate, finiteBounds, reachesInfinity } from '../interval.js';
import type { Danger, Interval, Op, Shape, Value } from '../types.js';
import { apply, sizeOf } from '../value.js';
import { elementwiseType } from './elementwise.js';
import { multiply } from './multiply.js';
import { frontAxis } from './positions.js';
import { reduceSum } from './reduce-sum.js';
import { subtract } from './subtract.js';

/** The axis along which a softmax sums to one. */
export interface SoftmaxAttributes {
  readonly axis: number;
}

export const softmaxOp: Op<SoftmaxAttributes> = {
  name: 'softmax',
  infer: elementwiseType('softmax', ['float32'], 'float32'),
  evaluate: ([{ shape, data }], { axis }) => [
    { shape, data: alongLines(shape, data, axis, (x, largest, sum) => Math.exp(x - largest) / sum) },
  ],
  emit: ({ inputs: [x], attributes: { axis }, outputs: [y] }, emitter) => {
    emitter.node('Softmax', [emitter.nameOf(x)], { axis }, emitter.nameOf(y));
  },
  gradient: ({ outputs: [y], attributes: { axis } }, [arriving]) => {
    if (arriving === undefined) return [];
    const mean = reduceSum(multiply(arriving, y), [axis], true);
    return [multiply(y, subtract(arriving, mean))];
  },
  interval: ([x], { inputs: [{ shape }], attributes: { axis } }) => {
    const spread = x.high - x.low;
    const others = shape[axis] - 1;
    const growth = (1 + 2 ** -23) ** shape[axis];
    const low = 1 / (1 + others * Math.exp(spread)) / growth;
    const high = growth / (1 + others * Math.exp(-spread));
    return [approximate(low, high, x.mayBeNaN || reachesInfinity(x), [0, 1 + 2 ** -20])];
  },
  danger: infiniteLogit,
};

/** Two equal infinities differ by NaN. */
export function infiniteLogit([x]: readonly Interval[]): readonly Danger[] {
  return reachesInfinity(x) ? [{ kind: 'domain', input: 0, safe: finiteBounds }] : [];
}

/** Maps every element, given the largest x of its line along an axis and the line's sum of e^(x − largest). */
export function alongLines(
  shape: Shape,
  data: Float64Array,
  axis: number,
  compute: (x: number, largest: number, sum: number) => number,
): Float64Array {
  const result = new Float64Array(data.length);
  const step = sizeOf(shape.slice(axis + 1));
  const length = shape[axis] * step;
  for (let block = 0; block < data.length; block += length) {
    for (let first = block; first < block + step; first += 1) {
      let largest = Number.NEGATIVE_INFINITY;
      for (let at = first; at < block + length; at += step) largest = Math.max(largest, data[at]);
      let sum = 0;
      for (let at = first; at < block + length; at += step) sum += Math.exp(data[at] - largest);
      for (let at = first; at < block + length; at += step) result[at] = compute(data[at], largest, sum);
    }
  }
  return result;
}

/** e^x divided by its sum along an axis, computed from differences to the largest x. float32. */
export function softmax(x: Value, axis = -1): Value {
  return apply(softmaxOp, [x], { axis: frontAxis(axis, x.shape.length) });
}
