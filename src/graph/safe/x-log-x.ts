import { clamp } from '../ops/clamp.js';
import { log } from '../ops/log.js';
import { multiply } from '../ops/multiply.js';
import type { Value } from '../types.js';

/** x · ln x, which is 0 at 0 and below (S21). The gradient stops growing where x falls below `floor`. float32. */
export function xLogX(x: Value, floor = 1e-12): Value {
  return multiply(clamp(x, 0, Number.POSITIVE_INFINITY), log(x, floor));
}
