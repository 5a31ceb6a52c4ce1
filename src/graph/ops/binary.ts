import { largestFloat32, magnitude } from '../interval.js';
import type { Danger, Interval, Op, Value } from '../types.js';
import { elementwise, elementwiseType, emitAs } from './elementwise.js';
import { sumTo } from './sum-to.js';

/** What tells one float32 function of two numbers from another. */
export interface BinaryRules {
  readonly name: string;
  readonly compute: (a: number, b: number) => number;
  /** The ONNX operator, or how to compose it. */
  readonly emit: string | NonNullable<Op<undefined>['emit']>;
  /** Gradients of the inputs at the result's shape: from the arriving one, the inputs and the result. */
  readonly gradient: (arriving: Value, a: Value, b: Value, y: Value) => readonly [Value, Value];
  readonly interval: (a: Interval, b: Interval) => Interval;
  readonly danger?: (a: Interval, b: Interval) => readonly Danger[];
}

/** The operation that applies a function to every pair of elements, with broadcasting. */
export function binaryOp({ name, compute, emit, gradient, interval, danger }: BinaryRules): Op<undefined> {
  return {
    name,
    infer: elementwiseType(name, ['float32', 'float32'], 'float32'),
    evaluate: elementwise(compute),
    emit: typeof emit === 'string' ? emitAs(emit) : emit,
    gradient: ({ inputs: [a, b], outputs: [y] }, [arriving]) => {
      if (arriving === undefined) return [];
      const [toA, toB] = gradient(arriving, a, b, y);
      return [sumTo(toA, a.shape), sumTo(toB, b.shape)];
    },
    interval: ([a, b]) => [interval(a, b)],
    danger: danger && (([a, b]) => danger(a, b)),
  };
}

/** Dangers of a sum or difference: each input may be half the largest float32. */
export function sumDangers(a: Interval, b: Interval): readonly Danger[] {
  if (magnitude(a) + magnitude(b) <= largestFloat32) return [];
  const half = largestFloat32 / 2;
  return [a, b].flatMap((input, index): Danger[] =>
    magnitude(input) > half ? [{ kind: 'overflow', input: index, safe: { low: -half, high: half } }] : [],
  );
}
