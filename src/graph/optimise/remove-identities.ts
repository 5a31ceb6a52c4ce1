import { constantOf } from '../ops/constant.js';
import { reshape } from '../ops/reshape.js';
import { transpose } from '../ops/transpose.js';
import type { GraphNode, Value } from '../types.js';
import { rewrite } from './rewrite.js';

type Rule = (node: GraphNode, inputs: readonly Value[]) => Value | undefined;

/** By operation: the value that stands for a node which changes nothing, or undefined. */
const rules: Readonly<Record<string, Rule>> = {
  // Gradients are derived before a graph is optimised.
  'stop-gradient': (_node, [x]) => x,
  add: (node, [a, b]) => beside(node, 0, a, b) ?? beside(node, 0, b, a),
  subtract: (node, [a, b]) => beside(node, 0, b, a),
  multiply: (node, [a, b]) => beside(node, 1, a, b) ?? beside(node, 1, b, a),
  divide: (node, [a, b]) => beside(node, 1, b, a),
  reshape: (node, [x]) => (x.node.op.name === 'reshape' ? reshape(x.node.inputs[0], node.outputs[0].shape) : undefined),
  transpose: (node, [x]) => {
    if (x.node.op.name !== 'transpose') return undefined;
    const inner = x.node.attributes as readonly number[];
    const outer = node.attributes as readonly number[];
    const both = outer.map((axis) => inner[axis]);
    // Two steps may be faster than one; only what cancels out goes.
    return both.every((axis, at) => axis === at) ? transpose(x.node.inputs[0], both) : undefined;
  },
};

/** The other operand, if one is the constant that leaves it as it is and its shape is the result's. */
function beside(node: GraphNode, neutral: number, constant: Value, other: Value): Value | undefined {
  const isNeutral = constantOf(constant)?.data === neutral;
  return isNeutral && other.shape.join() === node.outputs[0].shape.join() ? other : undefined;
}

/** Takes out operations that change nothing: x + 0, x · 1, a reshape of a reshape, a transposition and its inverse. */
export function removeIdentities(outputs: readonly Value[]): Value[] {
  return rewrite(outputs, (node, inputs) => {
    const value = rules[node.op.name]?.(node, inputs);
    return value && [value];
  });
}
