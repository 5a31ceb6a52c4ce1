import { approximate, largestFloat32, reachesInfinity } from '../interval.js';
import type { Op, Value } from '../types.js';
import { apply } from '../value.js';
import { elementwiseType } from './elementwise.js';
import { unguardedExp } from './exp.js';
import { multiply } from './multiply.js';
import { frontAxis } from './positions.js';
import { reduceSum } from './reduce-sum.js';
import { alongLines, infiniteLogit, type SoftmaxAttributes } from './softmax.js';
import { subtract } from './subtract.js';

/** Within these bounds differences stay finite. */
const safe = { low: -largestFloat32 / 4, high: largestFloat32 / 4 };

export const logSoftmaxOp: Op<SoftmaxAttributes> = {
  name: 'log-softmax',
  infer: elementwiseType('log-softmax', ['float32'], 'float32'),
  evaluate: ([{ shape, data }], { axis }) => [
    { shape, data: alongLines(shape, data, axis, (x, largest, sum) => x - largest - Math.log(sum)) },
  ],
  emit: ({ inputs: [x], attributes: { axis }, outputs: [y] }, emitter) => {
    emitter.node('LogSoftmax', [emitter.nameOf(x)], { axis }, emitter.nameOf(y));
  },
  // The result is at most 0, so that its exponential cannot overflow.
  gradient: ({ outputs: [y], attributes: { axis } }, [arriving]) => {
    if (arriving === undefined) return [];
    return [subtract(arriving, multiply(unguardedExp(y), reduceSum(arriving, [axis], true)))];
  },
  interval: ([x], { inputs: [{ shape }], attributes: { axis } }) => {
    const spread = x.high - x.low;
    const others = shape[axis] - 1;
    // log(1 + others · e^spread), without overflow.
    const depth = others === 0 ? 0 : spread + Math.log(others + Math.exp(-spread));
    const least = Math.log1p(others * Math.exp(-spread));
    // Roundings of the sum are relative, so that its logarithm is as far off wherever it is.
    const room = (others + 16) * 2 ** -23;
    return [approximate(-depth - room, room - least, x.mayBeNaN || reachesInfinity(x))];
  },
  danger: (inputs) => {
    const [{ low, high }] = inputs;
    const wide = high - low > largestFloat32 / 2;
    return wide && !reachesInfinity(inputs[0]) ? [{ kind: 'overflow', input: 0, safe }] : infiniteLogit(inputs);
  },
};

/** x minus the logarithm of the sum of e^x along an axis, computed from differences to the largest x. float32. */
export function logSoftmax(x: Value, axis = -1): Value {
  return apply(logSoftmaxOp, [x], { axis: frontAxis(axis, x.shape.length) });
}
