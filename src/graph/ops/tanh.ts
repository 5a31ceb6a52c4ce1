import { approximate } from '../interval.js';
import type { Value } from '../types.js';
import { apply } from '../value.js';
import { constant } from './constant.js';
import { multiply } from './multiply.js';
import { square } from './square.js';
import { subtract } from './subtract.js';
import { unaryOp } from './unary.js';

export const tanhOp = unaryOp({
  name: 'tanh',
  compute: Math.tanh,
  // ONNX Runtime's Tanh reaches 1.0000002.
  emit: ({ inputs: [x], outputs: [y] }, emitter) => {
    const bound = (value: number) => emitter.constant('float32', [], [value]);
    const raw = emitter.node('Tanh', [emitter.nameOf(x)]);
    emitter.node('Clip', [raw, bound(-1), bound(1)], {}, emitter.nameOf(y));
  },
  gradient: (arriving, _x, y) => multiply(arriving, subtract(constant(1), square(y))),
  interval: ({ low, high, mayBeNaN }) => approximate(Math.tanh(low), Math.tanh(high), mayBeNaN, [-1, 1]),
});

/** The hyperbolic tangent, never beyond ±1. float32. */
export function tanh(x: Value): Value {
  return apply(tanhOp, [x], undefined);
}
