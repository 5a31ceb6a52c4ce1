import {
  add,
  constant,
  multiply,
  reshape,
  scope,
  sqrt,
  subtract,
  unguardedDivide,
  type Value,
} from '../graph/index.js';
import { constantly } from './initialisation.js';
import type { Parameters } from './parameters.js';

/** A batch norm in inference mode as what it does to each channel: x · scale + shift, both [C]. */
export interface ChannelAffine {
  readonly scale: Value;
  readonly shift: Value;
}

export interface FrozenBatchNormOptions {
  /** Whether weight and bias are trained; they are by default. The running statistics never are. */
  readonly trained?: boolean;
  /** What the weight begins at; 1 by default. */
  readonly initialWeight?: number;
  /** Added to the variance; 1e-5 by default, as in PyTorch. */
  readonly epsilon?: number;
}

/**
 * Batch norm (Ioffe and Szegedy 2015) with running statistics, MMDetection's `norm_eval`: parameters `weight`, `bias`,
 * `running_mean`, `running_var` of the current scope. A variance below zero counts as zero.
 */
export function frozenBatchNorm(
  parameters: Parameters,
  channels: number,
  { trained = true, initialWeight = 1, epsilon = 1e-5 }: FrozenBatchNormOptions = {},
): ChannelAffine {
  const affine = (name: string, value: number) =>
    parameters.declare(name, [channels], { initial: constantly(value), trained });
  const statistic = (name: string, value: number) =>
    parameters.declare(name, [channels], { initial: constantly(value), trained: false });
  const weight = affine('weight', initialWeight);
  const bias = affine('bias', 0);
  const mean = statistic('running_mean', 0);
  const variance = statistic('running_var', 1);
  // sqrt(max(variance, 0) + ε), with ε inside the guard.
  const deviation = sqrt(add(variance, constant(epsilon)), epsilon);
  const scale = unguardedDivide(weight, deviation);
  return { scale, shift: subtract(bias, multiply(mean, scale)) };
}

/**
 * Weights and bias of the convolution that does a convolution and the norm behind it in one: no pass over the
 * activations is left, and the gradients of scale and shift flow through this small expression.
 */
export function foldNorm(
  weight: Value,
  bias: Value | undefined,
  { scale, shift }: ChannelAffine,
): { weight: Value; bias: Value } {
  return scope('folded', () => ({
    weight: multiply(weight, reshape(scale, [weight.shape[0], 1, 1, 1])),
    bias: bias === undefined ? shift : add(multiply(bias, scale), shift),
  }));
}
