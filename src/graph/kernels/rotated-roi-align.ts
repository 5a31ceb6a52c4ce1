import { constant } from '../ops/constant.js';
import type { Op, ReferenceTensor, Shape, TensorType, Value } from '../types.js';
import { applyAll, shapeError, sizeOf } from '../value.js';
import { sampleBounds, scatterBounds } from './bounds.js';
import { kernelBuffers } from './kernel-memory.js';
import {
  placeBoxes,
  type RoIBox,
  type RotatedRoIAlignAttributes,
  type RotatedRoIAlignGradientAttributes,
} from './roi-boxes.js';
import { poolBoxes, spreadBoxes } from './rotated-roi-align-kernel.js';
import { clampedSample, gatherTaps, scatterTaps, type Visit } from './taps.js';

export interface RotatedRoIAlignOptions {
  /** Bins of a box: height and width, or both at once. 7 in the detectors. */
  readonly outputSize: number | readonly [number, number];
  /** Pixels of each feature map for one pixel of the image: 1 / stride. */
  readonly spatialScale: number | readonly number[];
  /** Samples of a bin along each side; 0, the default, takes one for each pixel of the map. MMRotate takes 2. */
  readonly samplingRatio?: number;
  /** Whether pixels' centres lie at half coordinates; true by default. */
  readonly aligned?: boolean;
  /** Whether angles turn from x towards y, with y down. False by default as in mmcv; MMRotate sets it. */
  readonly clockwise?: boolean;
  /** int64 [R]: from which of several feature maps each box is pooled. */
  readonly levels?: Value;
}

const rotatedRoIAlignOp: Op<RotatedRoIAlignAttributes> = {
  name: 'rotated-roi-align',
  infer: (inputs, attributes) => {
    const { boxes, features } = split(inputs, attributes);
    const [images, channels] = features[0].shape;
    const fits =
      boxes.dtype === 'float32' &&
      boxes.shape.length === 2 &&
      boxes.shape[1] === 6 &&
      (features.length === 1 || (inputs[1].dtype === 'int64' && inputs[1].shape.join() === `${boxes.shape[0]}`)) &&
      features.length === attributes.spatialScales.length &&
      features.every(({ dtype, shape }) => dtype === 'float32' && shape.length === 4) &&
      features.every(({ shape }) => shape[0] === images && shape[1] === channels);
    if (!fits) {
      throw shapeError(
        'rotated-roi-align',
        'boxes [R, 6], levels [R] of several maps, float32 maps [N, C, ., .]',
        inputs,
      );
    }
    return [
      { dtype: 'float32', shape: [boxes.shape[0], channels, ...attributes.outputSize] },
      { dtype: 'int64', shape: [] },
    ];
  },
  evaluate: (inputs, attributes) => {
    const { boxes, levels, features } = split(inputs, attributes);
    const { placed, rejected } = placeBoxes(boxes.data, levels?.data, shapesOf(features), attributes);
    const shape = [boxes.shape[0], features[0].shape[1], ...attributes.outputSize];
    const data = new Float64Array(sizeOf(shape));
    features.forEach((map, level) => {
      const channels = channelsOf(map.shape, attributes);
      gatherTaps(map.data, data, channels, (visit) => tapsOf(placed, level, map.shape, attributes, visit));
    });
    return [
      { shape, data },
      { shape: [], data: Float64Array.of(rejected) },
    ];
  },
  host: poolBoxes,
  buffers: kernelBuffers,
  gradient: ({ inputs, attributes }, [arriving]) => {
    if (arriving === undefined) return [];
    const { boxes, levels, features } = split(inputs, attributes);
    const shapes = shapesOf(features);
    const places = levels === undefined ? [boxes] : [boxes, levels];
    const gradients = applyAll(rotatedRoIAlignGradientOp, [arriving, ...places], { ...attributes, shapes });
    return [...places.map(() => undefined), ...gradients];
  },
  interval: (intervals, { inputs, attributes }) => {
    const { features } = split(intervals, attributes);
    const rows = inputs[0].shape[0];
    return [sampleBounds(features), { low: 0, high: rows, mayBeNaN: false }];
  },
  danger: () => [],
};

const rotatedRoIAlignGradientOp: Op<RotatedRoIAlignGradientAttributes> = {
  name: 'rotated-roi-align-gradient',
  infer: (_inputs, { shapes }) => shapes.map((shape) => ({ dtype: 'float32', shape })),
  evaluate: (inputs, attributes) => {
    const [arriving, boxes, levels] = inputs;
    const { placed } = placeBoxes(boxes.data, levels?.data, attributes.shapes, attributes);
    return attributes.shapes.map((shape, level): ReferenceTensor => {
      const data = new Float64Array(sizeOf(shape));
      const channels = channelsOf(shape, attributes);
      scatterTaps(arriving.data, data, channels, (visit) => tapsOf(placed, level, shape, attributes, visit));
      return { shape, data };
    });
  },
  host: spreadBoxes,
  buffers: kernelBuffers,
  gradient: ({ inputs: [, ...places], attributes }, arriving) => {
    const { shapes, ...forward } = attributes;
    const maps = shapes.map((shape, level) => arriving[level] ?? constant(0, shape));
    return [applyAll(rotatedRoIAlignOp, [...places, ...maps], forward)[0]];
  },
  interval: ([arriving], { inputs: [{ shape }], attributes: { shapes } }) => {
    // Each bin gives a pixel of its channel at most its whole gradient.
    const bounds = scatterBounds(arriving, shape[0] * shape[2] * shape[3]);
    return shapes.map(() => bounds);
  },
  danger: () => [],
};

/** The inputs by name: boxes, levels if there are several maps, maps. */
function split<Item>(
  inputs: readonly Item[],
  { spatialScales }: RotatedRoIAlignAttributes,
): { boxes: Item; levels: Item | undefined; features: readonly Item[] } {
  const several = spatialScales.length > 1;
  return { boxes: inputs[0], levels: several ? inputs[1] : undefined, features: inputs.slice(several ? 2 : 1) };
}

function shapesOf(features: readonly Pick<TensorType, 'shape'>[]): Shape[] {
  return features.map(({ shape }) => shape);
}

function channelsOf([, count, height, width]: Shape, { outputSize }: RotatedRoIAlignAttributes) {
  return { count, featureStep: height * width, outputStep: outputSize[0] * outputSize[1] };
}

/** The specification: every bin is the mean of bilinear samples, spread evenly over it. */
function tapsOf(
  boxes: readonly RoIBox[],
  level: number,
  [, channels, mapHeight, mapWidth]: Shape,
  { outputSize: [binsHigh, binsWide] }: RotatedRoIAlignAttributes,
  visit: Visit,
): void {
  for (const box of boxes) {
    if (box.level !== level) continue;
    const { samplesHigh, samplesWide } = box;
    const cosine = Math.cos(box.angle);
    const sine = Math.sin(box.angle);
    const binHeight = box.height / binsHigh;
    const binWidth = box.width / binsWide;
    const plane = box.image * channels * mapHeight * mapWidth;
    for (let bin = 0; bin < binsHigh * binsWide; bin += 1) {
      const target = box.row * channels * binsHigh * binsWide + bin;
      const top = -box.height / 2 + Math.floor(bin / binsWide) * binHeight;
      const left = -box.width / 2 + (bin % binsWide) * binWidth;
      for (let i = 0; i < samplesHigh; i += 1) {
        for (let j = 0; j < samplesWide; j += 1) {
          const v = top + ((i + 0.5) * binHeight) / samplesHigh;
          const u = left + ((j + 0.5) * binWidth) / samplesWide;
          const y = v * cosine - u * sine + box.y;
          const x = v * sine + u * cosine + box.x;
          clampedSample(mapHeight, mapWidth, y, x, (pixel, weight) => {
            visit(target, plane + pixel, weight / (samplesHigh * samplesWide));
          });
        }
      }
    }
  }
}

/**
 * Pools each rotated box into bins: every bin is the mean of bilinear samples of the map under it (RoIAlignRotated of
 * mmcv and Detectron2). `boxes` is float32 [R, 6]: image index, centre x and y, width, height in pixels of the image,
 * angle in radians; an image index of -1 marks a row without a box. `features` is [N, C, H, W], or several such maps
 * with `levels`. Gives features [R, C, height, width], and how many boxes were rejected: not finite, a side of zero or
 * below, an image or level that does not exist, or absurdly large or far away (over eight maps; catalogue D-3 to D-5).
 * Rejected boxes and rows without a box have features of zeros. No gradient flows to the boxes.
 */
export function rotatedRoIAlign(
  features: Value | readonly Value[],
  boxes: Value,
  options: RotatedRoIAlignOptions,
): { features: Value; rejected: Value } {
  const { outputSize, spatialScale, samplingRatio = 0, aligned = true, clockwise = false, levels } = options;
  const maps: readonly Value[] = 'node' in features ? [features] : features;
  const attributes: RotatedRoIAlignAttributes = {
    outputSize: typeof outputSize === 'number' ? [outputSize, outputSize] : outputSize,
    spatialScales: typeof spatialScale === 'number' ? [spatialScale] : spatialScale,
    samplingRatio,
    aligned,
    clockwise,
  };
  const places = levels === undefined || maps.length === 1 ? [boxes] : [boxes, levels];
  const [pooled, rejected] = applyAll(rotatedRoIAlignOp, [...places, ...maps], attributes);
  return { features: pooled, rejected };
}
