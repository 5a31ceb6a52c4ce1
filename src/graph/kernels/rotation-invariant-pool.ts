import { reduceMax } from '../ops/reduce-max.js';
import { reshape } from '../ops/reshape.js';
import type { Value } from '../types.js';
import { shapeError } from '../value.js';

/**
 * The strongest response over the orientations of each feature (rotation-invariant pooling of S2ANet): [N, C, H, W] with
 * orientations innermost in C gives [N, C / orientations, H, W]. Equal responses share the gradient. Throws `graph/shape`.
 */
export function rotationInvariantPool(features: Value, orientations = 8): Value {
  const [images, channels, height, width] = features.shape;
  if (features.shape.length !== 4 || channels % orientations !== 0) {
    throw shapeError('rotation-invariant-pool', `[N, C, H, W] with C a multiple of ${orientations}`, [features]);
  }
  return reduceMax(reshape(features, [images, channels / orientations, orientations, height, width]), [2]);
}
