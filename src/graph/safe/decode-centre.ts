import { add } from '../ops/add.js';
import { clamp } from '../ops/clamp.js';
import { constant } from '../ops/constant.js';
import { maximum } from '../ops/maximum.js';
import { minimum } from '../ops/minimum.js';
import { multiply } from '../ops/multiply.js';
import { negate } from '../ops/negate.js';
import type { Value } from '../types.js';

/**
 * A box centre from a prior's centre and side and a predicted shift, centre + delta · side, px, where the shift is at
 * most 8 sides or 64 px, whichever is more (S3).
 */
export function decodeCentre(delta: Value, priorCentre: Value, priorSide: Value): Value {
  const least = 1e-3;
  const side = clamp(priorSide, least, Number.POSITIVE_INFINITY);
  // A guard on the input: beyond this the shift is at its bound whatever the side, and 0 · ∞ would spoil the gradient.
  const kept = clamp(delta, -64 / least, 64 / least);
  const bound = maximum(multiply(side, constant(8)), constant(64));
  return add(priorCentre, maximum(minimum(multiply(kept, side), bound), negate(bound)));
}
