import { constant } from '../ops/constant.js';
import { reduceSum } from '../ops/reduce-sum.js';
import { where } from '../ops/where.js';
import type { Value } from '../types.js';

/**
 * x where `positive` holds, and a harmless number elsewhere: for the inputs of a loss that only positives have (S14). A weight of
 * 0 on the loss would not do, since 0 · NaN is NaN in value and in gradient.
 */
export function positivesOr(positive: Value, x: Value, substitute: number): Value {
  return where(positive, x, constant(substitute));
}

/** Sum of a loss over the positives; what the others hold, NaN included, does not count (S14). */
export function sumOverPositives(positive: Value, loss: Value): Value {
  return reduceSum(where(positive, loss, constant(0)));
}
