import { add } from '../ops/add.js';
import { clamp } from '../ops/clamp.js';
import { constant } from '../ops/constant.js';
import { unguardedLog } from '../ops/log.js';
import { unguardedReciprocal } from '../ops/reciprocal.js';
import { sqrt } from '../ops/sqrt.js';
import { subtract } from '../ops/subtract.js';
import type { Value } from '../types.js';

export interface DistanceLossOptions {
  /** What is done to the distance first; `log1p` by default. */
  readonly form?: 'log1p' | 'sqrt' | 'none';
  /** From 1 on, the loss is 1 − 1 / (tau + f), which is bounded; below, f itself. 1 by default. */
  readonly tau?: number;
}

/** The loss that MMRotate's Gaussian losses make of a distance. A negative distance counts as 0. */
export function distanceLoss(distance: Value, { form = 'log1p', tau = 1 }: DistanceLossOptions = {}): Value {
  const positive = clamp(distance, 0, Number.POSITIVE_INFINITY);
  const damped = {
    log1p: () => unguardedLog(add(positive, constant(1))),
    sqrt: () => sqrt(distance, 1e-7),
    none: () => positive,
  }[form]();
  return tau < 1 ? damped : subtract(constant(1), unguardedReciprocal(add(damped, constant(tau))));
}
