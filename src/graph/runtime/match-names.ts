import { KeelError } from '../../foundation/errors.js';
import type { Part } from '../cut.js';
import { nameOf } from '../cut.js';
import type { Value } from '../types.js';

/**
 * The values of a part of a graph that any of some patterns names. A pattern is the name of a value, with or without
 * its number, or of a scope, which stands for all values in it; `*` stands for one part between dots or for some of its
 * characters, `**` for any number of parts. Throws `runtime/no-such-value` for a pattern that names nothing.
 */
export function valuesMatching({ nodes, inputs }: Part, patterns: readonly string[]): Value[] {
  const values = [...inputs, ...nodes.flatMap(({ outputs }) => outputs)];
  const found = new Set<Value>();
  for (const pattern of patterns) {
    const expression = expressionOf(pattern);
    const matching = values.filter((value) => expression.test(nameOf(value)));
    if (matching.length === 0) throw new KeelError('runtime/no-such-value', { pattern });
    for (const value of matching) found.add(value);
  }
  return values.filter((value) => found.has(value));
}

function expressionOf(pattern: string): RegExp {
  const body = pattern
    .replace(/[\\^$+?()[\]{}|.]/g, '\\$&')
    .replaceAll('**', '\0')
    .replaceAll('*', '[^.]*')
    .replaceAll('\0', '.*');
  // A scope or a name without its number is followed by the rest of the name.
  return new RegExp(`^${body}(?:[.#:].*)?$`);
}
