import { add, relu, scope, sliceAxis, upsampleNearest2d, type Value } from '../graph/index.js';
import { type ConvOptions, conv } from './conv.js';
import { xavierUniform } from './initialisation.js';
import type { Parameters } from './parameters.js';

export interface FpnOptions {
  /** Channels of every level; 256 by default. */
  readonly channels?: number;
  /** How many levels to return. */
  readonly outputs: number;
  /** The first of the given features that is used, from 0; 0 by default. */
  readonly startLevel?: number;
  /**
   * What levels beyond the given features are made of: by 3x3 convolutions of stride 2 on the last feature given, on
   * its lateral, or on the last level; by subsampling the last level unless given.
   */
  readonly extraConvs?: 'on_input' | 'on_lateral' | 'on_output';
  /** Whether a ReLU stands before every extra convolution but the first; it does not by default. */
  readonly reluBeforeExtraConvs?: boolean;
}

/**
 * Feature pyramid network (Lin et al. 2017) as MMDetection builds it: features of falling size [N, C, H, W] become
 * levels of one number of channels. Parameters below the current scope: `lateral_convs.0.conv.weight`,
 * `fpn_convs.0.conv.bias`.
 */
export function fpn(parameters: Parameters, features: readonly Value[], options: FpnOptions): Value[] {
  const { channels = 256, outputs, startLevel = 0, extraConvs, reluBeforeExtraConvs = false } = options;
  const module = (name: string, index: number, x: Value, how: Omit<ConvOptions, 'filters'>) =>
    scope(`${name}.${index}.conv`, () => {
      const initial = xavierUniform([channels, x.shape[1], how.kernel ?? 1, how.kernel ?? 1]);
      return conv(parameters, x, { ...how, filters: channels, initial });
    });

  const used = features.slice(startLevel);
  const laterals = used.map((feature, index) => module('lateral_convs', index, feature, {}));
  for (let index = laterals.length - 1; index > 0; index -= 1) {
    const [, , height, width] = laterals[index - 1].shape;
    laterals[index - 1] = scope(`top_down.${index - 1}`, () =>
      add(laterals[index - 1], upsampleNearest2d(laterals[index], { size: [height, width] })),
    );
  }
  const levels = laterals.map((lateral, index) => module('fpn_convs', index, lateral, { kernel: 3, padding: 1 }));

  const sources = { on_input: features.at(-1), on_lateral: laterals.at(-1), on_output: levels.at(-1) };
  while (levels.length < outputs) {
    const last = levels[levels.length - 1];
    if (extraConvs === undefined) {
      levels.push(scope(`subsampled.${levels.length}`, () => everySecond(last)));
      continue;
    }
    const isFirst = levels.length === laterals.length;
    const source = isFirst ? (sources[extraConvs] as Value) : reluBeforeExtraConvs ? relu(last) : last;
    levels.push(module('fpn_convs', levels.length, source, { kernel: 3, stride: 2, padding: 1 }));
  }
  return levels.slice(0, outputs);
}

/** Every second row and column: a max pool of one pixel with stride 2. */
function everySecond(x: Value): Value {
  const [, , height, width] = x.shape;
  return sliceAxis(sliceAxis(x, 2, 0, height, 2), 3, 0, width, 2);
}
