import { areFinite } from '../ops/are-finite.js';
import { constant } from '../ops/constant.js';
import { less } from '../ops/less.js';
import { reduceSum } from '../ops/reduce-sum.js';
import { allAxes } from '../ops/reductions.js';
import { where } from '../ops/where.js';
import type { Value } from '../types.js';

/** Whether all numbers of each row are finite (S4): bool, one for each index of the first axis. */
export function finiteRows(rows: Value): Value {
  const bad = where(areFinite(rows), constant(0), constant(1, rows.shape));
  return less(reduceSum(bad, allAxes(rows.shape).slice(1)), constant(0.5));
}

/** How many rows hold a number that is not finite: the count that a guard reports (S4). A float32 scalar. */
export function countNonFiniteRows(rows: Value): Value {
  const finite = finiteRows(rows);
  return reduceSum(where(finite, constant(0), constant(1, finite.shape)));
}

/** x where it is finite, the substitute elsewhere; no gradient flows where x was replaced (S4). */
export function finiteOr(x: Value, substitute: Value): Value {
  return where(areFinite(x), x, substitute);
}
