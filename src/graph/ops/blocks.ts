import type { ReferenceTensor, Shape, Value } from '../types.js';
import { constant } from './constant.js';
import { gather } from './gather.js';
import { positions, stridesOf, taken } from './positions.js';
import { reshape } from './reshape.js';
import { transpose } from './transpose.js';

// The blocked layout of ONNX Runtime's fast convolutions: [N, C, H, W] as [N, C/b, H, W, b], so that the processor takes
// b channels in one register (16 with AVX-512, 8 with AVX2).

/** Images [N, C, H, W] in the blocked layout. */
export function blocked(x: Value, block: number): Value {
  const [images, channels, height, width] = x.shape;
  return transpose(reshape(x, [images, channels / block, block, height, width]), [0, 1, 3, 4, 2]);
}

/** Blocked images as [N, C, H, W]. */
export function unblocked(x: Value): Value {
  return reshape(transpose(x, [0, 1, 4, 2, 3]), unblockedShape(x.shape));
}

/** The shape of blocked images without the blocks. */
export function unblockedShape([images, blocks, height, width, block]: Shape): Shape {
  return [images, blocks * block, height, width];
}

/** The shape of images in blocks. */
export function blockedShape([images, channels, height, width]: Shape, block: number): Shape {
  return [images, channels / block, height, width, block];
}

/**
 * Weights [O, I, h, w] as [O/b, I/b, h, w, b, b], the input channel of a block before the output channel; an image of
 * fewer channels than a block is not blocked, and its weights are [O/b, I, h, w, b]. Two transpositions of matrices:
 * ONNX Runtime takes an eighth of the time that the single step takes.
 */
export function blockedWeights(weight: Value, block: number): Value {
  const [filters, channels, height, width] = weight.shape;
  const taps = height * width;
  if (channels < block) {
    const flat = reshape(weight, [filters / block, block, channels * taps]);
    return reshape(transpose(flat, [0, 2, 1]), [filters / block, channels, height, width, block]);
  }
  const inner = transpose(reshape(weight, [(filters * channels) / block, block, taps]), [0, 2, 1]);
  const outer = transpose(reshape(inner, [filters / block, block, channels * taps]), [0, 2, 1]);
  return reshape(outer, [filters / block, channels / block, height, width, block, block]);
}

/** Weights of blocked convolutions as [O, I, h, w]. */
export function unblockedWeights(weight: Value): Value {
  const { shape } = weight;
  if (shape.length === 5) {
    const [blocks, channels, height, width, block] = shape;
    return reshape(transpose(weight, [0, 4, 1, 2, 3]), [blocks * block, channels, height, width]);
  }
  const [blocks, channelBlocks, height, width, inner, outer] = shape;
  return reshape(transpose(weight, [0, 5, 1, 4, 2, 3]), [blocks * outer, channelBlocks * inner, height, width]);
}

/**
 * Weights [O, I, h, w] of a convolution as those of the convolution that gives the gradient of its images: input and
 * output channels exchanged, and of the kernel only the given taps, in the order given: [I/b, O/b, taps, b, b].
 */
export function blockedTurnedWeights(weight: Value, taps: readonly number[], block: number): Value {
  const [filters, channels, height, width] = weight.shape;
  const area = height * width;
  const parts = [filters / block, block, channels / block, block];
  if (area === 1) {
    return reshape(transpose(reshape(weight, parts), [2, 0, 1, 3]), [parts[2], parts[0], 1, block, block]);
  }
  const tapsFirst = transpose(reshape(weight, [filters * channels, area]), [1, 0]);
  const chosen = gather(tapsFirst, constant(taps, [taps.length], 'int64'), 0);
  return transpose(reshape(chosen, [taps.length, ...parts]), [3, 1, 0, 2, 4]);
}

/** For references: blocked images as [N, C, H, W]. */
export function withoutBlocks({ shape, data }: ReferenceTensor): ReferenceTensor {
  const [images, blocks, rows, columns, channels] = stridesOf(shape);
  const [count, many, height, width, block] = shape;
  const at = positions([count, many, block, height, width], [images, blocks, channels, rows, columns]);
  return { shape: unblockedShape(shape), data: taken(data, at) };
}

/** For references: images [N, C, H, W] in blocks. */
export function inBlocks({ shape, data }: ReferenceTensor, block: number): ReferenceTensor {
  const [images, channels, rows, columns] = stridesOf(shape);
  const result = blockedShape(shape, block);
  return { shape: result, data: taken(data, positions(result, [images, channels * block, rows, columns, channels])) };
}

/** For references: weights of blocked convolutions as [O, I, h, w]. */
export function weightsWithoutBlocks({ shape, data }: ReferenceTensor): ReferenceTensor {
  const strides = stridesOf(shape);
  const order = shape.length === 5 ? [0, 4, 1, 2, 3] : [0, 5, 1, 4, 2, 3];
  const apart = order.map((axis) => shape[axis]);
  const at = positions(
    apart,
    order.map((axis) => strides[axis]),
  );
  const [blocks, block, ...rest] = apart;
  const result = shape.length === 5 ? [blocks * block, ...rest] : [blocks * block, rest[0] * rest[1], rest[2], rest[3]];
  return { shape: result, data: taken(data, at) };
}
