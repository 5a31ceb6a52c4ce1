import { areFinite } from '../ops/are-finite.js';
import { constant } from '../ops/constant.js';
import { floor } from '../ops/floor.js';
import { greaterOrEqual } from '../ops/greater-or-equal.js';
import { less } from '../ops/less.js';
import { logicalAnd } from '../ops/logical-and.js';
import { multiply } from '../ops/multiply.js';
import { subtract } from '../ops/subtract.js';
import { where } from '../ops/where.js';
import type { Value } from '../types.js';

/**
 * The angle that differs from `angle` by a multiple of `period` and lies in [start, start + period), radians (S7). Angles in
 * the range are unchanged; a non-finite angle gives 0, or `start` where the range has no 0. The gradient is 1 where the
 * angle is finite.
 */
export function wrapAngle(angle: Value, period: number, start: number): Value {
  const end = start + period;
  const fallback = constant(start <= 0 && end > 0 ? 0 : start);
  const known = where(areFinite(angle), angle, fallback);
  const turns = floor(multiply(subtract(known, constant(start)), constant(1 / period)));
  // The period in two parts: up to 4096 turns, the first product is exact in float32 (Cody and Waite).
  const coarse = Math.floor(period * 1024) / 1024;
  const wrapped = subtract(
    subtract(known, multiply(turns, constant(coarse))),
    multiply(turns, constant(period - coarse)),
  );
  // Rounding may leave either end.
  const inside = logicalAnd(greaterOrEqual(wrapped, constant(start)), less(wrapped, constant(end)));
  return where(inside, wrapped, constant(start));
}
