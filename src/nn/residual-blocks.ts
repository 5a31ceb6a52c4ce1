import { add, relu, scope, type Value } from '../graph/index.js';
import { type ConvNormOptions, convNorm } from './conv-norm.js';
import type { Parameters } from './parameters.js';

export interface ResidualBlockOptions {
  /** Channels of the 3x3 convolutions. */
  readonly width: number;
  readonly stride: number;
  readonly trained: boolean;
  readonly trainNorms: boolean;
  /** Whether the last norm begins at zero, so that the block begins as the identity. */
  readonly zeroInitResidual: boolean;
}

/** A block of a ResNet: x plus what its convolutions make of x, and a ReLU. */
export type ResidualBlock = (parameters: Parameters, x: Value, options: ResidualBlockOptions) => Value;

/** Two 3x3 convolutions: ResNet 18 and 34. */
export const basicBlock: ResidualBlock = (parameters, x, options) => {
  const { width, stride } = options;
  const first = relu(numbered(parameters, x, 1, { filters: width, kernel: 3, padding: 1, stride }, options));
  const second = numbered(parameters, first, 2, { filters: width, kernel: 3, padding: 1 }, options, true);
  return relu(add(second, shortcut(parameters, x, width, options)));
};

/** 1x1, 3x3 and 1x1 with four times the channels: ResNet 50 and 101. */
export const bottleneck: ResidualBlock = (parameters, x, options) => {
  const { width, stride } = options;
  const first = relu(numbered(parameters, x, 1, { filters: width }, options));
  const second = relu(numbered(parameters, first, 2, { filters: width, kernel: 3, padding: 1, stride }, options));
  const third = numbered(parameters, second, 3, { filters: 4 * width }, options, true);
  return relu(add(third, shortcut(parameters, x, 4 * width, options)));
};

/** Convolution and norm `number` of a block. */
function numbered(
  parameters: Parameters,
  x: Value,
  number: number,
  conv: Omit<ConvNormOptions, 'names'>,
  { trained, trainNorms, zeroInitResidual }: ResidualBlockOptions,
  isLast = false,
): Value {
  return convNorm(parameters, x, {
    names: [`conv${number}`, `bn${number}`],
    ...conv,
    trained,
    norm: { trained: trainNorms, initialWeight: isLast && zeroInitResidual ? 0 : 1 },
  });
}

/** x as the block adds it: projected where its size or its channels change. */
function shortcut(
  parameters: Parameters,
  x: Value,
  filters: number,
  { stride, trained, trainNorms }: ResidualBlockOptions,
): Value {
  if (stride === 1 && x.shape[1] === filters) return x;
  return scope('downsample', () =>
    convNorm(parameters, x, { names: ['0', '1'], filters, stride, trained, norm: { trained: trainNorms } }),
  );
}
