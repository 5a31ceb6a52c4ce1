import { outward } from '../interval.js';
import { elementTypes } from '../onnx/model.js';
import type { DType, Interval, Op, Value } from '../types.js';
import { apply } from '../value.js';
import { elementwise } from './elementwise.js';

/** Within these float32 bounds a number has a counterpart in int64. */
const int64Bounds = { low: -(2 ** 62), high: 2 ** 62 };

export const castOp: Op<DType> = {
  name: 'cast',
  infer: ([{ shape }], dtype) => [{ dtype, shape }],
  evaluate: (inputs, dtype) => elementwise(conversions[dtype])(inputs, undefined),
  emit: ({ inputs: [x], attributes: dtype, outputs: [y] }, emitter) => {
    emitter.node('Cast', [emitter.nameOf(x)], { to: elementTypes[dtype] }, emitter.nameOf(y));
  },
  interval: ([x], { attributes: dtype }) => [converted(x, dtype)],
  danger: ([x], { inputs: [{ dtype: from }], attributes: dtype }) =>
    from === 'float32' && dtype === 'int64' && (x.mayBeNaN || x.low < int64Bounds.low || x.high > int64Bounds.high)
      ? [{ kind: 'domain', input: 0, safe: int64Bounds }]
      : [],
};

const conversions: Readonly<Record<DType, (x: number) => number>> = {
  float32: (x) => x,
  int64: Math.trunc,
  bool: (x) => (x === 0 ? 0 : 1),
};

function converted({ low, high, mayBeNaN }: Interval, dtype: DType): Interval {
  if (dtype === 'float32') return outward(low, high, mayBeNaN);
  if (dtype === 'int64') return { low: Math.trunc(low), high: Math.trunc(high), mayBeNaN: false };
  const onlyZero = low === 0 && high === 0 && !mayBeNaN;
  return { low: low > 0 || high < 0 ? 1 : 0, high: onlyZero ? 0 : 1, mayBeNaN: false };
}

/**
 * The elements in another type: float32 to int64 cuts towards zero (NaN and what int64 cannot hold give anything),
 * everything but zero is true. No gradient flows through a change of type.
 */
export function cast(x: Value, dtype: DType): Value {
  return x.dtype === dtype ? x : apply(castOp, [x], dtype);
}
