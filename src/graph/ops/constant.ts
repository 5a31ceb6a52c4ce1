import { outward } from '../interval.js';
import type { DType, Op, Shape, Value } from '../types.js';
import { apply, sizeOf } from '../value.js';

/** Data of a constant; one number stands for a tensor filled with it. */
export interface ConstantAttributes {
  readonly dtype: DType;
  readonly shape: Shape;
  readonly data: number | Float64Array;
}

export const constantOp: Op<ConstantAttributes> = {
  name: 'constant',
  infer: (_inputs, { dtype, shape }) => [{ dtype, shape }],
  evaluate: (_inputs, { shape, data }) => [
    { shape, data: typeof data === 'number' ? new Float64Array(sizeOf(shape)).fill(data) : data },
  ],
  emit: ({ attributes: { dtype, shape, data }, outputs: [output] }, emitter) => {
    const scalar = typeof data === 'number';
    const tensor = emitter.constant(dtype, scalar ? [] : shape, scalar ? [data] : data);
    if (!scalar || shape.length === 0) emitter.alias(output, tensor);
    else {
      emitter.node('Expand', [tensor, emitter.constant('int64', [shape.length], shape)], {}, emitter.nameOf(output));
    }
  },
  interval: (_inputs, { attributes: { data } }) => {
    const all = typeof data === 'number' ? Float64Array.of(data) : data;
    const finite = all.filter((element) => !Number.isNaN(element));
    const low = finite.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
    const high = finite.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    return [outward(low, high, finite.length < all.length)];
  },
};

/** A tensor known when the graph is built. A single number fills the shape. */
export function constant(data: number | ArrayLike<number>, shape: Shape = [], dtype: DType = 'float32'): Value {
  const stored = typeof data === 'number' ? data : Float64Array.from(data);
  return apply(constantOp, [], { dtype, shape, data: stored });
}

/** The attributes of a constant, or undefined for any other value. */
export function constantOf(value: Value): ConstantAttributes | undefined {
  return value.node.op.name === constantOp.name ? (value.node.attributes as ConstantAttributes) : undefined;
}
