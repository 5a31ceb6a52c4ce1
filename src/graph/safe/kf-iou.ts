import { add } from '../ops/add.js';
import { clamp } from '../ops/clamp.js';
import { constant } from '../ops/constant.js';
import { unguardedDivide } from '../ops/divide.js';
import { exp } from '../ops/exp.js';
import { log } from '../ops/log.js';
import { multiply } from '../ops/multiply.js';
import { negate } from '../ops/negate.js';
import { unguardedSqrt } from '../ops/sqrt.js';
import { subtract } from '../ops/subtract.js';
import type { Value } from '../types.js';
import { type BoxColumns, determinantOfSum, gaussianPair } from './gaussian.js';

/**
 * KFIoU of boxes whose centres are taken to coincide, in [0, 1/3], by its closed form (S16): the fused Gaussian of a Kalman
 * filter has det = det Σ₁ · det Σ₂ / det(Σ₁ + Σ₂). (Yang et al., "The KFIoU Loss for Rotated Object Detection", ICLR 2023.)
 */
export function kfIou(first: BoxColumns, second: BoxColumns, floor?: number): Value {
  const pair = gaussianPair(first, second, floor);
  const [p, t] = [pair.first.root, pair.second.root];
  const fused = unguardedDivide(multiply(p, t), unguardedSqrt(determinantOfSum(pair)));
  // Of both volumes (four times the roots) the fused one is at most a quarter; the bound tells an interval analysis so.
  const share = clamp(unguardedDivide(fused, add(add(p, t), constant(0.25e-6))), 0, 0.26);
  return unguardedDivide(share, subtract(constant(1), share));
}

/** The shape term of MMRotate's `kfiou_loss`: −ln, e^(1 − x) − 1, or 1 − x of the KFIoU. */
export function kfIouLoss(
  first: BoxColumns,
  second: BoxColumns,
  form: 'ln' | 'exp' | 'none' = 'none',
  floor?: number,
): Value {
  const iou = kfIou(first, second, floor);
  if (form === 'ln') return negate(log(add(iou, constant(1e-6)), 1e-7));
  const rest = subtract(constant(1), iou);
  return form === 'exp' ? subtract(exp(rest), constant(1)) : rest;
}
