import { approximate, hull, largestFloat32, magnitude, smallestNormal } from '../interval.js';
import type { OnnxEmitter } from '../onnx/emitter.js';
import type { Danger, Interval, Op, TensorType, Value } from '../types.js';
import { applyAll, shapeError, sizeOf } from '../value.js';

/** The norm of some values together, and what each contributes. */
export interface ScaledNorm {
  /** Root of the sum of all squares, a scalar. */
  readonly norm: Value;
  /** Sum of the squares of each value, [count]; infinite where float32 cannot hold it (elements beyond 1.8e19). */
  readonly squares: Value;
}

/** Below this a sum of squares may have lost what is too small for float32 once squared. */
const tiny = 1e-20;

/** Slices end here if they are taken: beyond the end of any tensor. */
const everything = 2 ** 31 - 1;

export const scaledNormOp: Op<undefined> = {
  name: 'scaled-norm',
  infer: (inputs) => {
    if (inputs.length === 0 || inputs.some(({ dtype, shape }) => dtype !== 'float32' || shape.length !== 1)) {
      throw shapeError('scaled-norm', 'one or more float32 values of one dimension', inputs);
    }
    return [
      { dtype: 'float32', shape: [] },
      { dtype: 'float32', shape: [inputs.length] },
    ];
  },
  evaluate: (inputs) => {
    const squares = Float64Array.from(inputs, ({ data }) => data.reduce((sum, element) => sum + element * element, 0));
    const norm = Math.sqrt(squares.reduce((a, b) => a + b, 0));
    return [
      { shape: [], data: Float64Array.of(norm) },
      { shape: [inputs.length], data: squares },
    ];
  },
  emit: ({ inputs, outputs: [norm, squares] }, emitter) => {
    const values = inputs.map((input) => emitter.nameOf(input));
    const each = values.map((value) => emitter.node('ReduceSumSquare', [value], { keepdims: 1 }));
    emitter.node('Concat', each, { axis: 0 }, emitter.nameOf(squares));
    const sum = emitter.node('ReduceSum', [emitter.nameOf(squares)], { keepdims: 0 });
    const tooSmall = emitter.node('Less', [sum, float(emitter, tiny)]);
    const tooLarge = emitter.node('Equal', [sum, float(emitter, Number.POSITIVE_INFINITY)]);
    const inDoubt = emitter.node('Or', [tooSmall, tooLarge]);
    const careful = scaledFirst(emitter, values, inDoubt);
    emitter.node('Where', [inDoubt, careful, emitter.node('Sqrt', [sum])], {}, emitter.nameOf(norm));
  },
  interval: (inputs, { inputs: values }) => {
    const sums = inputs.map((input, index) => squaresOf(input, values[index]));
    const total = sums.reduce((sum, { high }) => sum + high, 0);
    const mayBeNaN = inputs.some((input) => input.mayBeNaN);
    return [
      approximate(0, Math.sqrt(total), mayBeNaN, [0, Number.POSITIVE_INFINITY]),
      sums.map(({ high }) => approximate(0, high, mayBeNaN, [0, Number.POSITIVE_INFINITY])).reduce(hull),
    ];
  },
  danger: (inputs, { inputs: values }) => {
    const count = values.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
    const bound = (largestFloat32 / Math.sqrt(count)) * (1 - 2 ** -20);
    return inputs.flatMap((input, index): Danger[] =>
      magnitude(input) > bound ? [{ kind: 'overflow', input: index, safe: { low: -bound, high: bound } }] : [],
    );
  },
};

/**
 * The norm with every element divided by the largest before it is squared. The elements are taken only if they are
 * needed: the slices are empty otherwise, and this costs no pass over memory.
 */
function scaledFirst(emitter: OnnxEmitter, values: readonly string[], isNeeded: string): string {
  const int = (value: number): string => emitter.constant('int64', [1], [value]);
  const end = emitter.node('Where', [isNeeded, int(everything), int(0)]);
  const taken = values.map((value) => emitter.node('Slice', [value, int(0), end]));
  // The zero leaves the maximum something to look at.
  const elements = emitter.node('Concat', [...taken, emitter.constant('float32', [1], [0])], { axis: 0 });
  const largest = emitter.node('ReduceMax', [emitter.node('Abs', [elements])], { keepdims: 0 });
  const bounds = [float(emitter, smallestNormal), float(emitter, largestFloat32)];
  const scale = emitter.node('Clip', [largest, ...bounds]);
  const squares = emitter.node('ReduceSumSquare', [emitter.node('Div', [elements, scale])], { keepdims: 0 });
  return emitter.node('Mul', [scale, emitter.node('Sqrt', [squares])]);
}

function float(emitter: OnnxEmitter, value: number): string {
  return emitter.constant('float32', [], [value]);
}

/** Bounds of the sum of squares of a value, in float64. */
function squaresOf(input: Interval, { shape }: TensorType): Pick<Interval, 'low' | 'high'> {
  return { low: 0, high: sizeOf(shape) * magnitude(input) ** 2 };
}

/**
 * The Euclidean norm of float32 values [n] together, right where squares overflow or vanish (S20, O6): not finite only if
 * an element is not, or if the norm itself exceeds float32. It reads every value once; only when the plain sum of squares
 * overflows or comes near to vanishing does it divide by the largest element first. No gradient flows through it.
 */
export function scaledNorm(values: readonly Value[]): ScaledNorm {
  const [norm, squares] = applyAll(scaledNormOp, values, undefined);
  return { norm, squares };
}
