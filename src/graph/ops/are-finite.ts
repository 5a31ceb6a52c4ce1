import { reachesInfinity } from '../interval.js';
import type { Op, Value } from '../types.js';
import { apply } from '../value.js';
import { boolBounds } from './comparison.js';
import { elementwise, elementwiseType } from './elementwise.js';

export const areFiniteOp: Op<undefined> = {
  name: 'are-finite',
  infer: elementwiseType('are-finite', ['float32'], 'bool'),
  evaluate: elementwise((x) => Number(Number.isFinite(x))),
  // NaN is not less than infinity either.
  emit: ({ inputs: [x], outputs: [y] }, emitter) => {
    const infinity = emitter.constant('float32', [], [Number.POSITIVE_INFINITY]);
    emitter.node('Less', [emitter.node('Abs', [emitter.nameOf(x)]), infinity], {}, emitter.nameOf(y));
  },
  interval: ([x]) => [boolBounds(x.mayBeNaN || reachesInfinity(x), x.low < x.high || Number.isFinite(x.low))],
};

/** Whether x is neither NaN nor infinite, element by element. Gives bool. */
export function areFinite(x: Value): Value {
  return apply(areFiniteOp, [x], undefined);
}
