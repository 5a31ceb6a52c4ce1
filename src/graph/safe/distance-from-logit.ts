import { constant } from '../ops/constant.js';
import { exp } from '../ops/exp.js';
import { multiply } from '../ops/multiply.js';
import type { Value } from '../types.js';

/**
 * The distance stride · e^logit that an anchor-free head predicts, px, at most four times the longest side that an image
 * has in training (S6).
 */
export function distanceFromLogit(logit: Value, stride: number, longestSide: number): Value {
  return multiply(exp(logit, Math.log((4 * longestSide) / stride)), constant(stride));
}
