import { KeelError } from '../foundation/errors.js';
import { currentScope } from './scope.js';
import type { GraphNode, Op, Shape, TensorType, Value } from './types.js';

let nextId = 0;

/** Applies an operation and returns all its results. Throws `graph/shape` when the inputs do not fit. */
export function applyAll<Attributes>(
  op: Op<Attributes>,
  inputs: readonly Value[],
  attributes: Attributes,
): readonly Value[] {
  const scope = currentScope();
  const id = nextId++;
  const types = op.infer(inputs, attributes);
  const outputs: Value[] = [];
  const node = { id, op, inputs, attributes, outputs, scope } as GraphNode<Attributes>;
  const base = scope === '' ? `${op.name}#${id}` : `${scope}.${op.name}#${id}`;
  types.forEach(({ dtype, shape }, output) => {
    const name = types.length === 1 ? base : `${base}:${output}`;
    outputs.push({ node: node as GraphNode, output, name, dtype, shape });
  });
  return outputs;
}

/** Applies an operation of one result. */
export function apply<Attributes>(op: Op<Attributes>, inputs: readonly Value[], attributes: Attributes): Value {
  return applyAll(op, inputs, attributes)[0];
}

/** Number of elements of a shape. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((product, dimension) => product * dimension, 1);
}

/** Refuses inputs that do not fit an operation. */
export function shapeError(op: string, expected: string, inputs: readonly TensorType[]): KeelError {
  const got = inputs.map(({ dtype, shape }) => `${dtype}[${shape.join(', ')}]`).join(', ');
  return new KeelError('graph/shape', { op, expected, got, scope: currentScope() || '(top)' });
}

/** Every node that the given values depend on, inputs before users. */
export function nodesOf(values: readonly Value[]): GraphNode[] {
  const seen = new Set<GraphNode>();
  const pending = values.map(({ node }) => node);
  while (pending.length > 0) {
    const node = pending.pop() as GraphNode;
    if (seen.has(node)) continue;
    seen.add(node);
    for (const { node: source } of node.inputs) pending.push(source);
  }
  return [...seen].sort((a, b) => a.id - b.id);
}
