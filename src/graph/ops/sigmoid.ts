import { approximate } from '../interval.js';
import type { Value } from '../types.js';
import { apply } from '../value.js';
import { constant } from './constant.js';
import { multiply } from './multiply.js';
import { subtract } from './subtract.js';
import { unaryOp } from './unary.js';

const compute = (x: number) => 1 / (1 + Math.exp(-x));

export const sigmoidOp = unaryOp({
  name: 'sigmoid',
  compute,
  // ONNX Runtime's Sigmoid reaches 1.0000001, so that 1 − p is negative, and is 0 below −18.
  emit: ({ inputs: [x], outputs: [y] }, emitter) => {
    const power = emitter.node('Exp', [emitter.node('Neg', [emitter.nameOf(x)])]);
    const sum = emitter.node('Add', [power, emitter.constant('float32', [], [1])]);
    emitter.node('Reciprocal', [sum], {}, emitter.nameOf(y));
  },
  gradient: (arriving, _x, y) => multiply(arriving, multiply(y, subtract(constant(1), y))),
  interval: ({ low, high, mayBeNaN }) => approximate(compute(low), compute(high), mayBeNaN, [0, 1]),
});

/**
 * 1 / (1 + e⁻ˣ), never beyond 0 and 1. float32. Do not take its logarithm: `logSigmoid` stays finite where this is 0.
 */
export function sigmoid(x: Value): Value {
  return apply(sigmoidOp, [x], undefined);
}
