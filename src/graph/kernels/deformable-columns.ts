import { magnitude, sumOf } from '../interval.js';
import { pair } from '../ops/convolution.js';
import type { Op, ReferenceTensor, TensorType, Value } from '../types.js';
import { apply, applyAll, shapeError, sizeOf } from '../value.js';
import { sampleBounds, scatterBounds } from './bounds.js';
import { columnsToFeatures, columnsToOffsets, featuresToColumns } from './deformable-columns-kernel.js';
import {
  columnsShape,
  type DeformableAttributes,
  type DeformableGradientAttributes,
  type DeformableSizes,
  forEachSample,
  offsetsShape,
  type Pair,
  sizesOf,
} from './deformable-window.js';
import { kernelBuffers } from './kernel-memory.js';
import { gatherTaps, paddedSample, paddedSlopes, scatterTaps, type Visit } from './taps.js';

export interface DeformableOptions {
  /** Height and width of the kernel, or both at once. */
  readonly kernel: number | Pair;
  /** 1 by default. */
  readonly stride?: number | Pair;
  /** Zeros around the features; 0 by default. */
  readonly padding?: number | Pair;
  /** 1 by default. */
  readonly dilation?: number | Pair;
  /** Parts of the channels that have offsets of their own; 1 by default. */
  readonly deformableGroups?: number;
}

const deformableColumnsOp: Op<DeformableAttributes> = {
  name: 'deformable-columns',
  infer: (inputs, attributes) => {
    const [features, offsets] = inputs;
    assertFits('deformable-columns', inputs, features, offsets, attributes);
    return [
      { dtype: 'float32', shape: columnsShape(sizesOf(features.shape, attributes)) },
      { dtype: 'int64', shape: [] },
    ];
  },
  evaluate: ([features, offsets], attributes) => {
    const sizes = sizesOf(features.shape, attributes);
    const columns = zeros(columnsShape(sizes));
    gatherTaps(features.data, columns.data, channelsOf(sizes), (visit) => tapsOf(offsets, sizes, attributes, visit));
    let rejected = 0;
    forEachSample(offsets.data, sizes, attributes, ({ y, x }) => {
      if (!Number.isFinite(y + x)) rejected += 1;
    });
    return [columns, { shape: [], data: Float64Array.of(rejected) }];
  },
  host: featuresToColumns,
  buffers: kernelBuffers,
  gradient: ({ inputs: [features, offsets], attributes }, [arriving]) => {
    if (arriving === undefined) return [];
    return [
      apply(deformableColumnsGradientOp, [arriving, offsets], { ...attributes, features: features.shape }),
      apply(deformableOffsetGradientOp, [arriving, features, offsets], attributes),
    ];
  },
  interval: ([features], { inputs: [, offsets] }) => [
    sampleBounds([features]),
    { low: 0, high: sizeOf(offsets.shape) / 2, mayBeNaN: false },
  ],
  danger: () => [],
};

const deformableColumnsGradientOp: Op<DeformableGradientAttributes> = {
  name: 'deformable-columns-gradient',
  infer: (_inputs, { features }) => [{ dtype: 'float32', shape: features }],
  evaluate: ([arriving, offsets], attributes) => {
    const sizes = sizesOf(attributes.features, attributes);
    const gradient = zeros(attributes.features);
    scatterTaps(arriving.data, gradient.data, channelsOf(sizes), (visit) => tapsOf(offsets, sizes, attributes, visit));
    return [gradient];
  },
  host: columnsToFeatures,
  buffers: kernelBuffers,
  // Linear in the columns' gradient. How it depends on the offsets is left out, as no second derivative asks for it.
  gradient: ({ inputs: [, offsets], attributes: { features: _, ...forward } }, [arriving]) =>
    arriving === undefined ? [] : [applyAll(deformableColumnsOp, [arriving, offsets], forward)[0]],
  interval: ([arriving], { inputs: [, offsets] }) => [scatterBounds(arriving, sizeOf(offsets.shape.slice(1)) / 2)],
  danger: () => [],
};

const deformableOffsetGradientOp: Op<DeformableAttributes> = {
  name: 'deformable-offset-gradient',
  infer: ([, , offsets]) => [{ dtype: 'float32', shape: offsets.shape }],
  evaluate: ([arriving, features, offsets], attributes) => {
    const sizes = sizesOf(features.shape, attributes);
    const { height, width, groupChannels } = sizes;
    const gradient = zeros(offsets.shape);
    const places = sizes.outputHeight * sizes.outputWidth;
    forEachSample(offsets.data, sizes, attributes, (sample) => {
      const first = firstFeature(sizes, sample);
      paddedSlopes(height, width, sample.y, sample.x, (pixel, byY, byX) => {
        let product = 0;
        for (let channel = 0; channel < groupChannels; channel += 1) {
          product += arriving.data[sample.column + channel] * features.data[first + channel * height * width + pixel];
        }
        gradient.data[sample.offset] += byY * product;
        gradient.data[sample.offset + places] += byX * product;
      });
    });
    return [gradient];
  },
  host: columnsToOffsets,
  buffers: kernelBuffers,
  interval: ([arriving, features], { inputs: [, { shape }], attributes: { deformableGroups } }) => {
    // Differences of two features, mixed by weights that add up to 1, times the gradient, over the group's channels.
    const most = 2 * (1 + 2 ** -10) * magnitude(arriving) * magnitude(features);
    const product = Number.isNaN(most) ? Number.POSITIVE_INFINITY : most;
    const mayBeNaN = arriving.mayBeNaN || features.mayBeNaN || product === Number.POSITIVE_INFINITY;
    return [sumOf({ low: -product, high: product, mayBeNaN }, shape[1] / deformableGroups)];
  },
  danger: () => [],
};

function assertFits(
  op: string,
  inputs: readonly TensorType[],
  features: TensorType,
  offsets: TensorType,
  attributes: DeformableAttributes,
): void {
  const { deformableGroups, kernel, stride, padding, dilation } = attributes;
  const sizes = sizesOf(features.shape, attributes);
  const positive = [...kernel, ...stride, ...dilation, deformableGroups, sizes.outputHeight, sizes.outputWidth];
  const fits =
    features.dtype === 'float32' &&
    features.shape.length === 4 &&
    offsets.dtype === 'float32' &&
    positive.every((number) => Number.isInteger(number) && number > 0) &&
    padding.every((number) => Number.isInteger(number) && number >= 0) &&
    Number.isInteger(sizes.groupChannels) &&
    offsets.shape.join() === offsetsShape(sizes, attributes).join();
  const wanted = `float32 features [N, C, H, W] and offsets [${offsetsShape(sizes, attributes).join(', ')}]`;
  if (!fits) throw shapeError(op, wanted, inputs);
}

function channelsOf({ groupChannels, height, width }: DeformableSizes) {
  return { count: groupChannels, featureStep: height * width, outputStep: 1 };
}

function firstFeature(sizes: DeformableSizes, { image, group }: { image: number; group: number }): number {
  return (image * sizes.channels + group * sizes.groupChannels) * sizes.height * sizes.width;
}

/** The specification: a column is a bilinear sample where the kernel's element lies, moved by its offset. */
function tapsOf(
  offsets: ReferenceTensor,
  sizes: DeformableSizes,
  attributes: DeformableAttributes,
  visit: Visit,
): void {
  forEachSample(offsets.data, sizes, attributes, (sample) => {
    const first = firstFeature(sizes, sample);
    paddedSample(sizes.height, sizes.width, sample.y, sample.x, (pixel, weight) => {
      visit(sample.column, first + pixel, weight);
    });
  });
}

function zeros(shape: readonly number[]): ReferenceTensor {
  return { shape, data: new Float64Array(sizeOf(shape)) };
}

/**
 * Samples of a feature map as a deformable convolution sees them (deformable im2col, version 1 without a mask, as
 * mmcv's deform_conv): `features` [N, C, H, W] and `offsets` [N, groups · elements · 2, height, width], dy before dx.
 * Gives columns [N, places, elements · C] with a sample's channels side by side, and the number of samples whose offsets
 * are not finite; these are zeros, as is everything outside the map. Gradients flow to features and offsets.
 */
export function deformableColumns(
  features: Value,
  offsets: Value,
  { kernel, stride = 1, padding = 0, dilation = 1, deformableGroups = 1 }: DeformableOptions,
): { columns: Value; rejected: Value } {
  const attributes = {
    kernel: pair(kernel),
    stride: pair(stride),
    padding: pair(padding),
    dilation: pair(dilation),
    deformableGroups,
  };
  const [columns, rejected] = applyAll(deformableColumnsOp, [features, offsets], attributes);
  return { columns, rejected };
}
