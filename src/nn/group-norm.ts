import {
  add,
  constant,
  multiply,
  reduceMean,
  reshape,
  sqrt,
  square,
  subtract,
  unguardedDivide,
  type Value,
} from '../graph/index.js';
import { constantly } from './initialisation.js';
import type { Parameters } from './parameters.js';

export interface GroupNormOptions {
  /** Parts into which the channels fall; 32 by default. */
  readonly groups?: number;
  /** Whether weight and bias are trained; they are by default. */
  readonly trained?: boolean;
  /** Added to the variance; 1e-5 by default, as in PyTorch. */
  readonly epsilon?: number;
}

/**
 * Group norm (Wu and He 2018) of [N, C, H, W] with the parameters `weight` and `bias` [C] of the current scope: every
 * group of channels of every image gets mean 0 and variance 1. Finite for any finite x of moderate size, also where a
 * group is constant.
 */
export function groupNorm(
  parameters: Parameters,
  x: Value,
  { groups = 32, trained = true, epsilon = 1e-5 }: GroupNormOptions = {},
): Value {
  const [images, channels] = x.shape;
  const weight = parameters.declare('weight', [channels], { initial: constantly(1), trained });
  const bias = parameters.declare('bias', [channels], { initial: constantly(0), trained });
  const grouped = reshape(x, [images, groups, -1]);
  const centred = subtract(grouped, reduceMean(grouped, [2], true));
  const variance = reduceMean(square(centred), [2], true);
  const normalised = unguardedDivide(centred, sqrt(add(variance, constant(epsilon)), epsilon));
  const perChannel = (value: Value) => reshape(value, [1, channels, 1, 1]);
  return add(multiply(reshape(normalised, x.shape), perChannel(weight)), perChannel(bias));
}
