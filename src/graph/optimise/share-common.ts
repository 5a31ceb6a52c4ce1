import { createHash } from 'node:crypto';
import { serialize } from 'node:v8';
import { inputName } from '../ops/input.js';
import type { GraphNode, Op, Value } from '../types.js';
import { again, rewrite } from './rewrite.js';

/**
 * Computes once what is computed twice: nodes of one operation with equal attributes and the same inputs become one.
 * Host operations are left alone: they may count what they see.
 */
export function shareCommon(outputs: readonly Value[]): Value[] {
  const known = new Map<string, readonly Value[]>();
  const numbers = new Map<Op | Value, number>();
  const numberOf = (thing: Op | Value): number => {
    const number = numbers.get(thing) ?? numbers.size;
    numbers.set(thing, number);
    return number;
  };
  return rewrite(outputs, (node, inputs) => {
    if (node.op.host !== undefined || inputName(node.outputs[0]) !== undefined) return undefined;
    const key = [numberOf(node.op), ...inputs.map(numberOf), digest(node)].join();
    const earlier = known.get(key);
    if (earlier !== undefined) return earlier;
    const results = again(node, inputs);
    known.set(key, results);
    return results;
  });
}

/** Equal for attributes of equal bits. */
function digest({ attributes }: GraphNode): string {
  return createHash('sha256').update(serialize(attributes)).digest('base64');
}
