import { clamp } from '../ops/clamp.js';
import { unguardedExp } from '../ops/exp.js';
import { multiply } from '../ops/multiply.js';
import type { Value } from '../types.js';
import { largestLogRatio } from './log-ratio-target.js';

export interface DecodeSidesOptions {
  /** Largest |delta|; ln(1000 / 16) by default. */
  readonly limit?: number;
  /** Bounds of the result, px: 0.01 and 1e5 by default. Give four times the image's longer side where it is known. */
  readonly smallest?: number;
  readonly largest?: number;
}

/** A box side from a prior's side and a predicted change, prior · e^delta, px (S3). Finite for every finite prior. */
export function decodeSides(
  delta: Value,
  prior: Value,
  { limit = largestLogRatio, smallest = 1e-2, largest = 1e5 }: DecodeSidesOptions = {},
): Value {
  return clamp(multiply(prior, unguardedExp(clamp(delta, -limit, limit))), smallest, largest);
}
