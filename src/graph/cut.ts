import { inputName } from './ops/input.js';
import type { GraphNode, Value } from './types.js';

/** A part of a graph: what is computed, and from what. */
export interface Part {
  /** Inputs before users; without the nodes of the inputs. */
  readonly nodes: readonly GraphNode[];
  /** The given values, then the graph inputs that are needed besides. */
  readonly inputs: readonly Value[];
}

/** The nodes between given values, at which the graph is cut, and some outputs. */
export function cutGraph(outputs: readonly Value[], given: readonly Value[] = []): Part {
  const known = new Set(given);
  const inputs = [...given];
  const nodes = new Set<GraphNode>();
  const pending = outputs.toReversed();
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (known.has(value)) continue;
    known.add(value);
    if (inputName(value) !== undefined) inputs.push(value);
    else if (!nodes.has(value.node)) {
      nodes.add(value.node);
      pending.push(...value.node.inputs.toReversed());
    }
  }
  return { nodes: [...nodes].sort((a, b) => a.id - b.id), inputs };
}

/** What a value is called in a model and in a program: an input's given name, or the value's own. */
export function nameOf(value: Value): string {
  return inputName(value) ?? value.name;
}
