import type { DType, Op, Shape, Value } from '../types.js';
import { apply } from '../value.js';

interface InputAttributes {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: Shape;
}

export const inputOp: Op<InputAttributes> = {
  name: 'input',
  infer: (_inputs, { dtype, shape }) => [{ dtype, shape }],
  evaluate: (_inputs, { name }) => {
    throw new RangeError(`input ${name} has no value of its own`);
  },
};

/** A value that is given anew for every run: images, parameters, optimiser state, the learning rate. */
export function input(name: string, shape: Shape, dtype: DType = 'float32'): Value {
  return apply(inputOp, [], { name, dtype, shape });
}

/** Whether a value is an input, and the name it was given. */
export function inputName(value: Value): string | undefined {
  return value.node.op.name === inputOp.name ? (value.node.attributes as InputAttributes).name : undefined;
}
