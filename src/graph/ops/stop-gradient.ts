import type { Op, Value } from '../types.js';
import { apply } from '../value.js';
import { emitAs } from './elementwise.js';

export const stopGradientOp: Op<undefined> = {
  name: 'stop-gradient',
  infer: ([{ dtype, shape }]) => [{ dtype, shape }],
  evaluate: ([x]) => [x],
  emit: emitAs('Identity'),
  interval: ([x]) => [x],
};

/** The same value, through which no gradient flows. */
export function stopGradient(x: Value): Value {
  return apply(stopGradientOp, [x], undefined);
}
