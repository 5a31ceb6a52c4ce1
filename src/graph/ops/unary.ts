import type { Danger, Interval, Op, Value } from '../types.js';
import { elementwise, elementwiseType, emitAs } from './elementwise.js';

/** What tells one float32 function of a single number from another. */
export interface UnaryRules {
  readonly name: string;
  readonly compute: (x: number) => number;
  /** The ONNX operator, or how to compose it. */
  readonly emit: string | NonNullable<Op<undefined>['emit']>;
  /** Gradient of the input: from the arriving one, the input and the result. Absent where it is zero everywhere. */
  readonly gradient?: (arriving: Value, x: Value, y: Value) => Value;
  readonly interval: (x: Interval) => Interval;
  readonly danger?: (x: Interval) => readonly Danger[];
}

/** The operation that applies a function to every element. */
export function unaryOp({ name, compute, emit, gradient, interval, danger }: UnaryRules): Op<undefined> {
  return {
    name,
    infer: elementwiseType(name, ['float32'], 'float32'),
    evaluate: elementwise(compute),
    emit: typeof emit === 'string' ? emitAs(emit) : emit,
    gradient:
      gradient &&
      (({ inputs: [x], outputs: [y] }, [arriving]) => (arriving === undefined ? [] : [gradient(arriving, x, y)])),
    interval: ([x]) => [interval(x)],
    danger: danger && (([x]) => danger(x)),
  };
}
