import { add } from '../ops/add.js';
import { constant } from '../ops/constant.js';
import { unguardedDivide } from '../ops/divide.js';
import { multiply } from '../ops/multiply.js';
import { unguardedSqrt } from '../ops/sqrt.js';
import { square } from '../ops/square.js';
import { subtract } from '../ops/subtract.js';
import { assertSetting, type Optimiser } from './optimiser.js';

export interface AdamWSettings {
  /** Parts of mean and variance that a step keeps, in [0, 1); 0.9 and 0.999 by default. */
  readonly betas?: readonly [mean: number, variance: number];
  /** Added to the root of the variance; positive, 1e-8 by default. */
  readonly epsilon?: number;
  /** Part of the parameter that a step of learning rate 1 takes away; 0.01 by default. */
  readonly weightDecay?: number;
}

/**
 * AdamW (Loshchilov and Hutter 2019) as `torch.optim.AdamW` has it: m' = β₁m + (1 − β₁)g, v' = β₂v + (1 − β₂)g²,
 * p' = (1 − ηλ)p − η / (1 − β₁ᵗ) · m' / (√v' / √(1 − β₂ᵗ) + ε) at the t-th update. Keeps `mean` and `variance`.
 * Throws `training/setting`.
 */
export function adamW(settings: AdamWSettings = {}): Optimiser {
  const { betas = [0.9, 0.999], epsilon = 1e-8, weightDecay = 0.01 } = settings;
  const [meanKept, varianceKept] = betas;
  assertSetting('betas[0]', meanKept, meanKept >= 0 && meanKept < 1, '>= 0, < 1');
  assertSetting('betas[1]', varianceKept, varianceKept >= 0 && varianceKept < 1, '>= 0, < 1');
  // What float32 rounds to zero would guard nothing.
  assertSetting('epsilon', epsilon, epsilon >= 1e-30, '>= 1e-30');
  assertSetting('weightDecay', weightDecay, weightDecay >= 0 && weightDecay < Number.POSITIVE_INFINITY, '>= 0');
  return {
    name: 'adamw',
    state: ['mean', 'variance'],
    // An infinite variance makes the update zero for ever.
    hidden: ['variance'],
    numbers: (updates) => ({
      meanCorrection: 1 / (1 - meanKept ** (updates + 1)),
      rootCorrection: 1 / Math.sqrt(1 - varianceKept ** (updates + 1)),
    }),
    update({ parameter, gradient, state, rate, decayMultiplier, numbers }) {
      const mean = add(multiply(state[0], constant(meanKept)), multiply(gradient, constant(1 - meanKept)));
      const variance = add(
        multiply(state[1], constant(varianceKept)),
        multiply(square(gradient), constant(1 - varianceKept)),
      );
      const root = add(multiply(unguardedSqrt(variance), numbers.rootCorrection), constant(epsilon));
      const step = multiply(unguardedDivide(mean, root), multiply(rate, numbers.meanCorrection));
      const decay = weightDecay * decayMultiplier;
      const kept =
        decay === 0 ? parameter : multiply(parameter, subtract(constant(1), multiply(rate, constant(decay))));
      return { parameter: subtract(kept, step), state: [mean, variance] };
    },
  };
}
