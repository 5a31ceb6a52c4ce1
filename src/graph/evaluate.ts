import { KeelError } from '../foundation/errors.js';
import type { GraphNode, ReferenceTensor, Value } from './types.js';
import { nodesOf, sizeOf } from './value.js';

/**
 * Evaluates values in float64 by the references of their operations: slow, plain, and the standard that every engine
 * and every optimisation is held to. `feeds` gives the graph inputs. Throws `graph/missing-feed`.
 */
export function evaluate(
  values: readonly Value[],
  feeds: ReadonlyMap<Value, ReferenceTensor> = new Map(),
): ReferenceTensor[] {
  const known = new Map<GraphNode, readonly ReferenceTensor[]>();
  const resultOf = (value: Value): ReferenceTensor =>
    feeds.get(value) ?? (known.get(value.node) as readonly ReferenceTensor[])[value.output];
  for (const node of nodesOf(values)) {
    if (node.outputs.every((output) => feeds.has(output))) continue;
    if (node.op.name === 'input') throw new KeelError('graph/missing-feed', { name: node.outputs[0].name });
    known.set(node, node.op.evaluate(node.inputs.map(resultOf), node.attributes));
  }
  return values.map(resultOf);
}

/** A tensor of the reference evaluator from numbers; a single number fills it. */
export function tensor(shape: readonly number[], data: number | ArrayLike<number>): ReferenceTensor {
  const size = sizeOf(shape);
  return {
    shape,
    data: typeof data === 'number' ? new Float64Array(size).fill(data) : Float64Array.from(data),
  };
}
