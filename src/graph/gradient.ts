import { KeelError } from '../foundation/errors.js';
import { add } from './ops/add.js';
import { constant } from './ops/constant.js';
import { atScope } from './scope.js';
import type { GraphNode, Value } from './types.js';
import { nodesOf, sizeOf } from './value.js';

/**
 * The gradient of a scalar loss with respect to some values, as values of the same graph (reverse mode).
 * A value on which the loss does not depend gets a gradient of zeros. Nodes of the gradient stand in the scope
 * `gradient.<scope of the node they belong to>`. Throws `graph/not-scalar`.
 */
export function gradient(loss: Value, parameters: readonly Value[]): Value[] {
  if (sizeOf(loss.shape) !== 1) throw new KeelError('graph/not-scalar', { shape: loss.shape, name: loss.name });
  const order = nodesOf([loss]);
  const relevant = dependants(order, parameters);
  const flowing = new Map<Value, Value>([[loss, atScope('gradient', () => constant(1, loss.shape))]]);
  for (const node of order.reverse()) {
    if (!relevant.has(node) || node.op.gradient === undefined) continue;
    const arriving = node.outputs.map((output) => flowing.get(output));
    if (arriving.every((value) => value === undefined)) continue;
    atScope(node.scope === '' ? 'gradient' : `gradient.${node.scope}`, () => {
      const leaving = node.op.gradient?.(node, arriving) ?? [];
      leaving.forEach((value, index) => {
        const source = node.inputs[index];
        if (value === undefined || !(relevant.has(source.node) || parameters.includes(source))) return;
        const before = flowing.get(source);
        flowing.set(source, before === undefined ? value : add(before, value));
      });
    });
  }
  return parameters.map((parameter) => flowing.get(parameter) ?? constant(0, parameter.shape));
}

/** Nodes through which a change of the parameters reaches the end of the order. */
function dependants(order: readonly GraphNode[], parameters: readonly Value[]): ReadonlySet<GraphNode> {
  const sources = new Set(parameters);
  const reached = new Set<GraphNode>();
  for (const node of order) {
    if (node.inputs.some((input) => sources.has(input) || reached.has(input.node))) reached.add(node);
  }
  return reached;
}
