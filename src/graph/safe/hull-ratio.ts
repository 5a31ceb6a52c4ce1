import { clamp } from '../ops/clamp.js';
import { constant } from '../ops/constant.js';
import { unguardedDivide } from '../ops/divide.js';
import { less } from '../ops/less.js';
import { where } from '../ops/where.js';
import type { Value } from '../types.js';

/** Area of a box over the area of its horizontal hull, in [0, 1]; 1 where the hull has no area (S2c, Gliding Vertex). */
export function hullRatio(area: Value, hull: Value): Value {
  const tiny = 1e-6;
  const ratio = unguardedDivide(area, clamp(hull, tiny, Number.POSITIVE_INFINITY));
  return where(less(hull, constant(tiny)), constant(1), clamp(ratio, 0, 1));
}
