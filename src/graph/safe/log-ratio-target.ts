import { clamp } from '../ops/clamp.js';
import { log } from '../ops/log.js';
import { subtract } from '../ops/subtract.js';
import type { Value } from '../types.js';

/** ln(1000 / 16): the largest change of a side that box decoders allow, either way. */
export const largestLogRatio = Math.log(1000 / 16);

/**
 * The regression target ln(side / prior) of a box side (S2): sides below `floor` px count as `floor`, and what could not be
 * decoded is cut to ±`limit`. Finite for every finite input. Equal to the plain form for sides above the floor whose
 * ratio lies within 62.5.
 */
export function logRatioTarget(side: Value, prior: Value, limit = largestLogRatio, floor = 1e-3): Value {
  return clamp(subtract(log(side, floor), log(prior, floor)), -limit, limit);
}
