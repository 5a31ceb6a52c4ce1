import { add } from '../ops/add.js';
import { constant } from '../ops/constant.js';
import { unguardedExp } from '../ops/exp.js';
import { multiply } from '../ops/multiply.js';
import { negate } from '../ops/negate.js';
import { softplus } from '../ops/softplus.js';
import { subtract } from '../ops/subtract.js';
import type { Value } from '../types.js';

export interface FocalLossOptions {
  /** Exponent of the probability of the wrong answer; 2 by default. */
  readonly gamma?: number;
  /** Weight of targets that are 1; those that are 0 get 1 − alpha. 0.25 by default. */
  readonly alpha?: number;
}

/**
 * Focal loss of each element, from logits and targets that are 0 or 1 (S17). With z the logit of the wrong answer it is
 * alpha_t · sigmoid(z)^gamma · softplus(z), and sigmoid(z)^gamma = e^(−gamma · softplus(−z)), so that no probability is ever
 * raised, divided or taken a logarithm of. (Lin et al., "Focal Loss for Dense Object Detection", ICCV 2017.)
 */
export function focalLoss(logits: Value, targets: Value, { gamma = 2, alpha = 0.25 }: FocalLossOptions = {}): Value {
  const wrong = multiply(logits, subtract(constant(1), multiply(constant(2), targets)));
  const modulation = unguardedExp(multiply(constant(-gamma), softplus(negate(wrong))));
  const weight = add(constant(1 - alpha), multiply(constant(2 * alpha - 1), targets));
  return multiply(weight, multiply(modulation, softplus(wrong)));
}
