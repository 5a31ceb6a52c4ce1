import { add } from '../ops/add.js';
import { constant } from '../ops/constant.js';
import { multiply } from '../ops/multiply.js';
import { subtract } from '../ops/subtract.js';
import type { Value } from '../types.js';
import { assertSetting, type Optimiser, type UpdateInputs } from './optimiser.js';

export interface SgdSettings {
  /** Part of the momentum that a step keeps, in [0, 1); 0 by default. */
  readonly momentum?: number;
  /** Part of each gradient but the first that the momentum does not take, in [0, 1); 0 by default. */
  readonly dampening?: number;
  /** Part of the parameter that is added to its gradient; 0 by default. */
  readonly weightDecay?: number;
  /** Whether to step by the momentum that the next step would have; off by default. */
  readonly nesterov?: boolean;
}

/**
 * Stochastic gradient descent as `torch.optim.SGD` has it (Sutskever et al. 2013, with the learning rate outside the
 * momentum): d = g + λp, m' = μm + (1 − τ)d (d at the first step), p' = p − η m', with Nesterov p' = p − η (d + μm').
 * Keeps `momentum` if there is any. Throws `training/setting`.
 */
export function sgd(settings: SgdSettings = {}): Optimiser {
  const { momentum = 0, dampening = 0, weightDecay = 0, nesterov = false } = settings;
  assertSetting('momentum', momentum, momentum >= 0 && momentum < 1, '>= 0, < 1');
  assertSetting('dampening', dampening, dampening >= 0 && dampening < 1, '>= 0, < 1');
  assertSetting('weightDecay', weightDecay, weightDecay >= 0 && weightDecay < Number.POSITIVE_INFINITY, '>= 0');
  if (nesterov) {
    assertSetting('momentum', momentum, momentum > 0, '> 0');
    assertSetting('dampening', dampening, dampening === 0, '0');
  }
  const isDamped = momentum > 0 && dampening > 0;
  return {
    name: 'sgd',
    state: momentum > 0 ? ['momentum'] : [],
    hidden: [],
    numbers: (updates): Readonly<Record<string, number>> =>
      isDamped ? { gradientShare: updates === 0 ? 1 : 1 - dampening } : {},
    update({ parameter, gradient, state, rate, decayMultiplier, numbers }: UpdateInputs) {
      const moved = (direction: Value): Value => subtract(parameter, multiply(direction, rate));
      const decay = weightDecay * decayMultiplier;
      const direction = decay === 0 ? gradient : add(gradient, multiply(parameter, constant(decay)));
      if (momentum === 0) return { parameter: moved(direction), state: [] };
      const share = isDamped ? multiply(direction, numbers.gradientShare) : direction;
      const kept = add(multiply(state[0], constant(momentum)), share);
      const ahead = nesterov ? add(direction, multiply(kept, constant(momentum))) : kept;
      return { parameter: moved(ahead), state: [kept] };
    },
  };
}
