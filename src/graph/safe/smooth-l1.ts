import { absolute } from '../ops/absolute.js';
import { add } from '../ops/add.js';
import { constant } from '../ops/constant.js';
import { minimum } from '../ops/minimum.js';
import { multiply } from '../ops/multiply.js';
import { square } from '../ops/square.js';
import { subtract } from '../ops/subtract.js';
import type { Value } from '../types.js';

/**
 * Smooth L1 loss of each element, ½ d² / beta below beta and |d| − ½ beta above (S15). With q = min(|d|, beta) it is
 * ½ q² / beta + (|d| − q), whose gradient stays within ±1 for every difference, infinite ones included.
 */
export function smoothL1(prediction: Value, target: Value, beta = 1): Value {
  const distance = absolute(subtract(prediction, target));
  const near = minimum(distance, constant(beta));
  return add(multiply(square(near), constant(0.5 / beta)), subtract(distance, near));
}
