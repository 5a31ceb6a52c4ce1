import type { Random } from '../foundation/random.js';
import { type Shape, sizeOf } from '../graph/index.js';

/** How a parameter begins. Deviations and bounds are in the parameter's own units. */
export type Initialisation =
  | { readonly distribution: 'constant'; readonly value: number }
  | { readonly distribution: 'normal'; readonly mean: number; readonly deviation: number }
  | { readonly distribution: 'uniform'; readonly bound: number };

/** Every element the same. */
export function constantly(value: number): Initialisation {
  return { distribution: 'constant', value };
}

/** Normally distributed around `mean`. */
export function normally(deviation: number, mean = 0): Initialisation {
  return { distribution: 'normal', mean, deviation };
}

/**
 * He et al. 2015 for convolutions before a ReLU, by fan out: what MMDetection gives ResNet without a checkpoint.
 * `shape` is that of the weights, [O, C/groups, h, w].
 */
export function kaimingNormal(shape: Shape): Initialisation {
  return normally(Math.sqrt(2 / fanOut(shape)));
}

/** Glorot and Bengio 2010, uniform: what MMDetection gives FPN. `shape` is that of the weights, [O, C/groups, h, w]. */
export function xavierUniform(shape: Shape): Initialisation {
  return { distribution: 'uniform', bound: Math.sqrt(6 / (sizeOf(shape.slice(1)) + fanOut(shape))) };
}

function fanOut([filters, , ...kernel]: Shape): number {
  return filters * sizeOf(kernel);
}

/** Draws a parameter's first values, row-major. */
export function draw(shape: Shape, initial: Initialisation, random: Random): Float32Array {
  const data = new Float32Array(sizeOf(shape));
  if (initial.distribution === 'constant') return data.fill(initial.value);
  if (initial.distribution === 'uniform') return random.fill(data, -initial.bound, initial.bound);
  return data.map(() => random.normal(initial.mean, initial.deviation));
}
