import { constant, constantOf } from '../ops/constant.js';
import type { GraphNode, ReferenceTensor, Value } from '../types.js';
import { sizeOf } from '../value.js';
import { rewrite } from './rewrite.js';

/** Larger results are left to the runtime: a model file should not carry what it can compute. */
const largest = 2 ** 16;

/** Operations that give one number everywhere where they are given one number everywhere. */
const spreading = new Set(['broadcast-to', 'reshape', 'transpose', 'slice']);

/**
 * Computes what depends on constants alone, by the reference in float64, so that it is rounded to float32 once. A tensor
 * filled with one number stays one number in the model.
 */
export function foldConstants(outputs: readonly Value[]): Value[] {
  return rewrite(outputs, (node, inputs) => {
    const isComputed = inputs.length > 0 && node.op.host === undefined;
    if (!isComputed || !inputs.every((input) => constantOf(input) !== undefined)) return undefined;
    return fromOneNumber(node, inputs) ?? fromElements(node, inputs);
  });
}

function fromOneNumber(node: GraphNode, [input]: readonly Value[]): readonly Value[] | undefined {
  const data = constantOf(input)?.data;
  const [{ shape, dtype }] = node.outputs;
  return typeof data === 'number' && spreading.has(node.op.name) ? [constant(data, shape, dtype)] : undefined;
}

function fromElements(node: GraphNode, inputs: readonly Value[]): readonly Value[] | undefined {
  const size = [...inputs, ...node.outputs].reduce((most, { shape }) => Math.max(most, sizeOf(shape)), 0);
  if (size > largest) return undefined;
  const results = node.op.evaluate(inputs.map(elementsOf), node.attributes);
  return results.map(({ shape, data }, index) => {
    const [first] = data;
    const isFilled = data.length > 0 && data.every((element) => Object.is(element, first));
    return constant(isFilled ? first : data, shape, node.outputs[index].dtype);
  });
}

function elementsOf(value: Value): ReferenceTensor {
  const data = constantOf(value)?.data as number | Float64Array;
  return {
    shape: value.shape,
    data: typeof data === 'number' ? new Float64Array(sizeOf(value.shape)).fill(data) : data,
  };
}
