import { absolute } from '../ops/absolute.js';
import { add } from '../ops/add.js';
import { clamp } from '../ops/clamp.js';
import { maximum } from '../ops/maximum.js';
import { multiply } from '../ops/multiply.js';
import { unguardedReciprocal } from '../ops/reciprocal.js';
import { reduceMax } from '../ops/reduce-max.js';
import { reduceSumSquare } from '../ops/reduce-sum-square.js';
import { unguardedSqrt } from '../ops/sqrt.js';
import { stopGradient } from '../ops/stop-gradient.js';
import type { Value } from '../types.js';

/**
 * The Euclidean norm of all values together (S20): every element is divided by the largest before it is squared, so that
 * neither huge nor tiny values spoil it. Not finite only if an element is not, or the norm itself exceeds float32.
 * A scalar through which no gradient flows. Takes some ten times as long as `reduceSumSquare`, which passes over
 * memory once but overflows where an element exceeds 1.8e19.
 */
export function globalNorm(values: readonly Value[]): Value {
  const fixed = values.map(stopGradient);
  const largest = fixed.map((value) => reduceMax(absolute(value))).reduce(maximum);
  const scale = clamp(largest, 1e-30, Number.POSITIVE_INFINITY);
  const inverse = unguardedReciprocal(scale);
  const squares = fixed.map((value) => reduceSumSquare(multiply(value, inverse))).reduce(add);
  return multiply(scale, unguardedSqrt(squares));
}
