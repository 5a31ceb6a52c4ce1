import { hull, sumOf } from '../interval.js';
import type { Op, Shape, TensorType, Value } from '../types.js';
import { apply, applyAll, shapeError, sizeOf } from '../value.js';
import { scatterBounds } from './bounds.js';
import { cornersOf, placeFeatureBox, type RotatedFeatureAlignAttributes } from './feature-boxes.js';
import { kernelBuffers } from './kernel-memory.js';
import { alignFeatures, spreadFeatures } from './rotated-feature-align-kernel.js';
import { type Channels, clampedSample, gatherTaps, scatterTaps, type Visit } from './taps.js';

export interface RotatedFeatureAlignOptions {
  /** Pixels of the map for one pixel of the image: 1 / stride. */
  readonly spatialScale: number;
  /** 1, the default, looks at a box's centre; 5 at its corners as well. */
  readonly points?: 1 | 5;
  /**
   * What a box's first two numbers are. mmcv takes the first for y although R3Det gives it x, and so does `yx`, the
   * default, which is what R3Det's published models were trained with; `xy` reads boxes as they are meant.
   */
  readonly centre?: 'yx' | 'xy';
}

const rotatedFeatureAlignOp: Op<RotatedFeatureAlignAttributes> = {
  name: 'rotated-feature-align',
  infer: (inputs) => {
    const [features, boxes] = inputs;
    assertFits('rotated-feature-align', inputs, features, boxes);
    return [
      { dtype: 'float32', shape: features.shape },
      { dtype: 'int64', shape: [] },
    ];
  },
  evaluate: ([features, boxes], attributes) => {
    const data = new Float64Array(sizeOf(features.shape));
    let rejected = 0;
    gatherTaps(features.data, data, channelsOf(features.shape), (visit) => {
      rejected = tapsOf(boxes.data, features.shape, attributes, visit);
    });
    return [
      { shape: features.shape, data },
      { shape: [], data: Float64Array.of(rejected) },
    ];
  },
  host: alignFeatures,
  buffers: kernelBuffers,
  gradient: ({ inputs: [, boxes], attributes }, [arriving]) =>
    arriving === undefined ? [] : [apply(rotatedFeatureAlignGradientOp, [arriving, boxes], attributes)],
  interval: ([features], { inputs: [, boxes], attributes: { points } }) => {
    const samples = hull(features, { low: 0, high: 0, mayBeNaN: false });
    const { low, high, mayBeNaN } = sumOf(samples, points + 1);
    return [
      { low, high, mayBeNaN: mayBeNaN || (low === Number.NEGATIVE_INFINITY && high === Number.POSITIVE_INFINITY) },
      { low: 0, high: sizeOf(boxes.shape) / 5, mayBeNaN: false },
    ];
  },
  danger: () => [],
};

const rotatedFeatureAlignGradientOp: Op<RotatedFeatureAlignAttributes> = {
  name: 'rotated-feature-align-gradient',
  infer: (inputs) => {
    const [arriving, boxes] = inputs;
    assertFits('rotated-feature-align-gradient', inputs, arriving, boxes);
    return [{ dtype: 'float32', shape: arriving.shape }];
  },
  evaluate: ([{ shape, data }, boxes], attributes) => {
    const gradient = new Float64Array(data.length);
    scatterTaps(data, gradient, channelsOf(shape), (visit) => tapsOf(boxes.data, shape, attributes, visit));
    return [{ shape, data: gradient }];
  },
  host: spreadFeatures,
  buffers: kernelBuffers,
  gradient: ({ inputs: [, boxes], attributes }, [arriving]) =>
    arriving === undefined ? [] : [applyAll(rotatedFeatureAlignOp, [arriving, boxes], attributes)[0]],
  interval: ([arriving], { inputs: [{ shape }], attributes: { points } }) => [
    scatterBounds(arriving, (points + 1) * shape[2] * shape[3]),
  ],
  danger: () => [],
};

function assertFits(op: string, inputs: readonly TensorType[], features: TensorType, boxes: TensorType): void {
  const [images, , height, width] = features.shape;
  const fits =
    features.dtype === 'float32' &&
    features.shape.length === 4 &&
    boxes.dtype === 'float32' &&
    boxes.shape.join() === [images, height, width, 5].join();
  if (!fits) throw shapeError(op, 'float32 features [N, C, H, W] and boxes [N, H, W, 5]', inputs);
}

function channelsOf([, count, height, width]: Shape): Channels {
  return { count, featureStep: height * width, outputStep: height * width };
}

/** The specification: each place gets its own feature and bilinear samples at its box. Returns the boxes rejected. */
function tapsOf(
  boxes: Float64Array,
  [images, channels, height, width]: Shape,
  attributes: RotatedFeatureAlignAttributes,
  visit: Visit,
): number {
  let rejected = 0;
  for (let image = 0; image < images; image += 1) {
    const plane = image * channels * height * width;
    for (let place = 0; place < height * width; place += 1) {
      const target = plane + place;
      visit(target, target, 1);
      const box = placeFeatureBox(boxes, image * height * width + place, height, width, attributes);
      if (box === undefined) {
        rejected += 1;
        continue;
      }
      const points = attributes.points === 1 ? [box] : [box, ...cornersOf(box)];
      for (const { x, y } of points) {
        clampedSample(height, width, y, x, (pixel, weight) => visit(target, plane + pixel, weight));
      }
    }
  }
  return rejected;
}

/**
 * Adds to each place of a feature map what its box shows: bilinear samples at the box's centre, and with five points at
 * its corners (feature refinement of R3Det; rotated_feature_align of mmcv). `features` is [N, C, H, W]; `boxes` is
 * [N, H, W, 5]: centre (see `centre`), width, height in pixels of the image, angle in radians. Gives features of the
 * same shape, and how many boxes were rejected: not finite, a side of zero or below, or absurdly large or far away
 * (over eight maps; catalogue N5). Their places keep their own features. No gradient flows to the boxes.
 */
export function rotatedFeatureAlign(
  features: Value,
  boxes: Value,
  { spatialScale, points = 1, centre = 'yx' }: RotatedFeatureAlignOptions,
): { features: Value; rejected: Value } {
  const attributes = { spatialScale, points, centre };
  const [aligned, rejected] = applyAll(rotatedFeatureAlignOp, [features, boxes], attributes);
  return { features: aligned, rejected };
}
