import type { Shape } from '../types.js';

/** Height and width. */
export type Pair = readonly [number, number];

/** How a deformable convolution moves over its input. */
export interface DeformableAttributes {
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly padding: Pair;
  readonly dilation: Pair;
  /** Parts of the channels that have offsets of their own. */
  readonly deformableGroups: number;
}

/** Attributes of the gradient by the features: those of the forward operation, and the features' shape. */
export interface DeformableGradientAttributes extends DeformableAttributes {
  readonly features: readonly number[];
}

/** The sizes that a deformable convolution works with. */
export interface DeformableSizes {
  readonly images: number;
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly outputHeight: number;
  readonly outputWidth: number;
  /** Elements of the kernel. */
  readonly elements: number;
  /** Channels of a deformable group. */
  readonly groupChannels: number;
}

/** Sizes for features of a shape [N, C, H, W]; an output side below 1 if the kernel does not fit. */
export function sizesOf(features: Shape, attributes: DeformableAttributes): DeformableSizes {
  const [images, channels, height, width] = features;
  const { kernel, stride, padding, dilation, deformableGroups } = attributes;
  const output = (side: number, axis: 0 | 1): number =>
    Math.floor((side + 2 * padding[axis] - dilation[axis] * (kernel[axis] - 1) - 1) / stride[axis]) + 1;
  return {
    images,
    channels,
    height,
    width,
    outputHeight: output(height, 0),
    outputWidth: output(width, 1),
    elements: kernel[0] * kernel[1],
    groupChannels: channels / deformableGroups,
  };
}

/** Shape of the offsets: for each group and element of the kernel a plane of dy and one of dx. */
export function offsetsShape(sizes: DeformableSizes, { deformableGroups }: DeformableAttributes): Shape {
  return [sizes.images, 2 * deformableGroups * sizes.elements, sizes.outputHeight, sizes.outputWidth];
}

/** Shape of the columns: for each place of the output the channels of each element of the kernel. */
export function columnsShape({ images, channels, outputHeight, outputWidth, elements }: DeformableSizes): Shape {
  return [images, outputHeight * outputWidth, elements * channels];
}

/** A sample of one image and group: where its offsets and its columns lie, and where in the map it is taken. */
export interface DeformableSample {
  readonly image: number;
  readonly group: number;
  /** Place of dy in the offsets; that of dx lies one plane further. */
  readonly offset: number;
  /** Place of its first channel in the columns. */
  readonly column: number;
  readonly y: number;
  readonly x: number;
}

/** Visits every sample, in the order of images, places, groups and elements. */
export function forEachSample(
  offsets: ArrayLike<number>,
  sizes: DeformableSizes,
  attributes: DeformableAttributes,
  visit: (sample: DeformableSample) => void,
): void {
  const { kernel, stride, padding, dilation, deformableGroups } = attributes;
  const places = sizes.outputHeight * sizes.outputWidth;
  for (let image = 0; image < sizes.images; image += 1) {
    for (let place = 0; place < places; place += 1) {
      for (let group = 0; group < deformableGroups; group += 1) {
        for (let element = 0; element < sizes.elements; element += 1) {
          const plane = ((image * deformableGroups + group) * sizes.elements + element) * 2;
          const offset = plane * places + place;
          const row = Math.floor(place / sizes.outputWidth) * stride[0] - padding[0];
          const column = (place % sizes.outputWidth) * stride[1] - padding[1];
          visit({
            image,
            group,
            offset,
            column:
              ((image * places + place) * sizes.elements + element) * sizes.channels + group * sizes.groupChannels,
            y: row + Math.floor(element / kernel[1]) * dilation[0] + offsets[offset],
            x: column + (element % kernel[1]) * dilation[1] + offsets[offset + places],
          });
        }
      }
    }
  }
}
