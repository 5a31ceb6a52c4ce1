import { anything } from './interval.js';
import type { Danger, GraphNode, Interval, Value } from './types.js';
import { nodesOf } from './value.js';

/** A danger and where it stands. */
export interface LocatedDanger extends Danger {
  readonly node: GraphNode;
}

/**
 * Bounds of everything that the given values are computed from, for bounds of some of it (graph inputs, usually).
 * Inputs without bounds and operations without an interval rule may be anything.
 */
export function boundsOf(
  values: readonly Value[],
  given: ReadonlyMap<Value, Interval> = new Map(),
): ReadonlyMap<Value, Interval> {
  const known = new Map(given);
  for (const node of nodesOf(values)) {
    const computed = node.op.interval?.(intervalsOf(node, known), node);
    node.outputs.forEach((output, index) => {
      if (!known.has(output)) known.set(output, computed?.[index] ?? anything);
    });
  }
  return known;
}

/** Every way in which an operation on the way to the values could turn finite inputs into NaN or infinity. */
export function dangersOf(
  values: readonly Value[],
  given: ReadonlyMap<Value, Interval> = new Map(),
): readonly LocatedDanger[] {
  const known = boundsOf(values, given);
  return nodesOf(values).flatMap((node) =>
    (node.op.danger?.(intervalsOf(node, known), node) ?? []).map((danger) => ({ ...danger, node })),
  );
}

function intervalsOf(node: GraphNode, known: ReadonlyMap<Value, Interval>): Interval[] {
  return node.inputs.map((input) => known.get(input) as Interval);
}
