import { add } from '../ops/add.js';
import { constant } from '../ops/constant.js';
import { unguardedDivide } from '../ops/divide.js';
import { multiply } from '../ops/multiply.js';
import { sqrt, unguardedSqrt } from '../ops/sqrt.js';
import { square } from '../ops/square.js';
import { subtract } from '../ops/subtract.js';
import type { Value } from '../types.js';
import { type BoxColumns, type GaussianPair, gaussianPair } from './gaussian.js';

/**
 * Squared 2-Wasserstein distance between two boxes' Gaussians, px², by its closed form (S13). Rounding may leave a small
 * negative number for equal boxes. (Yang et al., "Rethinking Rotated Object Detection with Gaussian Wasserstein Distance
 * Loss", ICML 2021.)
 */
export function gaussianWasserstein(first: BoxColumns, second: BoxColumns, floor?: number): Value {
  return squaredDistance(gaussianPair(first, second, floor));
}

/**
 * The Wasserstein distance over twice the fourth root of the product of the roots of both determinants: the scale-free
 * distance of MMRotate's `gwd_loss` with `normalize`.
 */
export function normalisedGaussianWasserstein(first: BoxColumns, second: BoxColumns, floor?: number): Value {
  const pair = gaussianPair(first, second, floor);
  const size = unguardedSqrt(unguardedSqrt(multiply(pair.first.root, pair.second.root)));
  return unguardedDivide(sqrt(squaredDistance(pair), 1e-7), multiply(constant(2), size));
}

function squaredDistance({ first, second, cc, ss, dx, dy }: GaussianPair): Value {
  const along = add(multiply(second.a, cc), multiply(second.b, ss));
  const across = add(multiply(second.a, ss), multiply(second.b, cc));
  const shared = add(multiply(first.a, along), multiply(first.b, across));
  const overlap = unguardedSqrt(add(shared, multiply(constant(2), multiply(first.root, second.root))));
  const spread = add(add(first.a, first.b), add(second.a, second.b));
  return add(add(square(dx), square(dy)), subtract(spread, multiply(constant(2), overlap)));
}
