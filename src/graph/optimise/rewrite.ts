import { atScope } from '../scope.js';
import type { GraphNode, Value } from '../types.js';
import { applyAll, nodesOf } from '../value.js';

/** What stands in for a node whose inputs may have been replaced: its results, or undefined to keep the operation. */
export type Replace = (node: GraphNode, inputs: readonly Value[]) => readonly Value[] | undefined;

/**
 * Builds a graph anew, inputs before users, each node in its own scope. Nodes that nothing changes stay the same
 * objects, so that graph inputs remain what they were. Nodes that nothing needs any more are left behind.
 */
export function rewrite(outputs: readonly Value[], replace: Replace): Value[] {
  const renewed = new Map<Value, Value>();
  const inputsOf = (node: GraphNode) => node.inputs.map((input) => renewed.get(input) as Value);
  for (const node of nodesOf(outputs)) {
    const inputs = inputsOf(node);
    const results = atScope(node.scope, () => replace(node, inputs) ?? again(node, inputs));
    node.outputs.forEach((output, index) => {
      renewed.set(output, results[index]);
    });
  }
  return outputs.map((output) => renewed.get(output) as Value);
}

/** The node applied to other inputs. */
export function again(node: GraphNode, inputs: readonly Value[]): readonly Value[] {
  const isSame = inputs.every((input, index) => input === node.inputs[index]);
  return isSame ? node.outputs : applyAll(node.op, inputs, node.attributes);
}

/** For every value the nodes that take it, once for each time; outputs are taken by nobody in particular. */
export function usersOf(outputs: readonly Value[]): Map<Value, (GraphNode | undefined)[]> {
  const users = new Map<Value, (GraphNode | undefined)[]>();
  const add = (value: Value, user: GraphNode | undefined) => {
    const list = users.get(value);
    if (list === undefined) users.set(value, [user]);
    else list.push(user);
  };
  for (const node of nodesOf(outputs)) for (const value of node.inputs) add(value, node);
  for (const output of outputs) add(output, undefined);
  return users;
}
