import { clamp } from '../ops/clamp.js';
import { unguardedDivide } from '../ops/divide.js';
import type { Value } from '../types.js';

/**
 * The regression target of a box centre (S2): its offset from the prior's centre over the prior's side, where a side below
 * one pixel counts as one, cut to ±`limit`.
 */
export function centreTarget(offset: Value, priorSide: Value, limit = 10): Value {
  return clamp(unguardedDivide(offset, clamp(priorSide, 1, Number.POSITIVE_INFINITY)), -limit, limit);
}
