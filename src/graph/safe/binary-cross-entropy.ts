import { add } from '../ops/add.js';
import { constant } from '../ops/constant.js';
import { multiply } from '../ops/multiply.js';
import { negate } from '../ops/negate.js';
import { softplus } from '../ops/softplus.js';
import { subtract } from '../ops/subtract.js';
import type { Value } from '../types.js';

/**
 * Binary cross-entropy of each element, from logits and targets in [0, 1] (S17): y · softplus(−x) + (1 − y) · softplus(x), a
 * sum of positives, so that nothing cancels where the prediction is right.
 */
export function binaryCrossEntropy(logits: Value, targets: Value): Value {
  const missed = multiply(targets, softplus(negate(logits)));
  return add(missed, multiply(subtract(constant(1), targets), softplus(logits)));
}
