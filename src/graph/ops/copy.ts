import type { Op, Value } from '../types.js';
import { apply } from '../value.js';
import { emitAs } from './elementwise.js';

export const copyOp: Op<undefined> = {
  name: 'copy',
  infer: ([{ dtype, shape }]) => [{ dtype, shape }],
  evaluate: ([tensor]) => [tensor],
  emit: emitAs('Identity'),
  gradient: (_node, [arriving]) => [arriving],
  interval: ([a]) => [a],
};

/** The same value under another name and in memory of its own. */
export function copy(a: Value): Value {
  return apply(copyOp, [a], undefined);
}
