import { conv2d, scope, type Value } from '../graph/index.js';
import { type ConvOptions, convWeight } from './conv.js';
import { type FrozenBatchNormOptions, foldNorm, frozenBatchNorm } from './frozen-batch-norm.js';
import type { Parameters } from './parameters.js';

export interface ConvNormOptions extends Omit<ConvOptions, 'bias' | 'initialBias'> {
  /** Scopes of the convolution's and the norm's parameters: `conv1` and `bn1`. */
  readonly names: readonly [conv: string, norm: string];
  readonly norm?: FrozenBatchNormOptions;
}

/** A convolution without bias and the frozen batch norm behind it, as one convolution. [N, C, H, W]. */
export function convNorm(parameters: Parameters, x: Value, { names, norm, ...options }: ConvNormOptions): Value {
  const { filters, stride, padding, dilation, groups } = options;
  const weight = scope(names[0], () => convWeight(parameters, x, options));
  const affine = scope(names[1], () => frozenBatchNorm(parameters, filters, norm));
  return scope(names[0], () => {
    const folded = foldNorm(weight, undefined, affine);
    return conv2d(x, folded.weight, { stride, padding, dilation, groups, bias: folded.bias });
  });
}
