import { add } from '../ops/add.js';
import { constant } from '../ops/constant.js';
import { conv2d } from '../ops/conv2d.js';
import { conv2dInputGradient } from '../ops/conv2d-input-gradient.js';
import { type Convolution, convolvedShape } from '../ops/convolution.js';
import { matmul } from '../ops/matmul.js';
import { reshape } from '../ops/reshape.js';
import { transpose } from '../ops/transpose.js';
import type { Shape, Value } from '../types.js';
import { sizeOf } from '../value.js';
import { rewrite } from './rewrite.js';
import { imageMatrix, resultMatrix, side, step, weightMatrix } from './winograd-matrices.js';

/**
 * Convolves 3 × 3 windows of stride 1 by Winograd's minimal filtering, F(4 × 4, 3 × 3) of Lavin and Gray 2016: 36
 * products for 16 pixels instead of 144, in the result and in both gradients. The transforms are convolutions of single
 * channels, and what is left are 36 matrix products. The backward pass takes up the transformed images and weights of
 * the forward pass once `shareCommon` has seen them. Float32 results are off by about 4e-6 of their root mean square,
 * five times as much as those of plain sums, stay finite for images and weights below 1e15, and a pixel that is not
 * finite spoils its whole tile. Derive gradients before.
 *
 * Measured with ONNX Runtime 1.30 on one AVX-512 core: 256 to 256 channels at 2 × 128 × 128 in 0.41 of the time of
 * Conv; the training step of ResNet-50 and FPN at 2 × 3 × 512 × 512 in 0.73 of the time (bench/graph/resnet/run.js).
 */
export function winograd(outputs: readonly Value[], least: Least = worthwhile): Value[] {
  const tilesFor = (image: Shape, weight: Shape, how: Convolution) =>
    serves(weight, how, least) ? tilesOf(image, weight, how, least) : undefined;
  return rewrite(outputs, (node, inputs) => {
    const how = node.attributes as Convolution & { readonly shape: Shape };
    switch (node.op.name) {
      case 'conv2d': {
        const tiles = tilesFor(node.inputs[0].shape, node.inputs[1].shape, how);
        return tiles && [convolved(inputs, tiles)];
      }
      case 'conv2d-input-gradient': {
        const tiles = tilesFor(how.shape, node.inputs[1].shape, how);
        return tiles && [inputGradient(inputs, tiles)];
      }
      case 'conv2d-weight-gradient': {
        const tiles = tilesFor(node.inputs[0].shape, how.shape, how);
        return tiles && [weightGradient(inputs, tiles)];
      }
      default:
        return undefined;
    }
  });
}

/** How images are cut into tiles: those of the image overlap by two pixels, those of the result meet. */
interface Tiles {
  readonly image: Tiling;
  readonly result: Tiling;
}

interface Tiling {
  /** Shape of the images, [N, C, H, W]. */
  readonly shape: Shape;
  /** Rows and columns of tiles. */
  readonly grid: readonly [number, number];
  /** [36, 1, k, k]: what each of a tile's 36 numbers takes from the k × k pixels of the tile. */
  readonly kernel: Value;
  readonly how: Convolution;
}

/** From where on the transforms cost less than they save. */
interface Least {
  /** Channels of the image, and of the result. */
  readonly channels: number;
  /** Tiles in all images. */
  readonly tiles: number;
}

const worthwhile: Least = { channels: 128, tiles: 64 };

function serves(
  [filters, channels, ...kernel]: Shape,
  { groups, stride, dilation }: Convolution,
  least: Least,
): boolean {
  const isDense = groups === 1 && [...stride, ...dilation].every((count) => count === 1);
  return isDense && kernel.join() === '3,3' && Math.min(filters, channels) >= least.channels;
}

function tilesOf(image: Shape, weight: Shape, how: Convolution, least: Least): Tiles | undefined {
  const result = convolvedShape(image, weight, how) as Shape;
  const grid = [Math.ceil(result[2] / step), Math.ceil(result[3] / step)] as const;
  if (image[0] * sizeOf(grid) < least.tiles) return undefined;
  const [top, left] = how.padding;
  /** Zeros behind an image, so that tiles cover all of it. */
  const behind = (axis: 0 | 1, overlap: number, size: number) => step * grid[axis] + overlap - size;
  const tiling = (shape: Shape, matrix: readonly number[][], overlap: number, before: readonly [number, number]) => {
    const size = Math.sqrt(matrix[0].length);
    const padding = [
      ...before,
      ...([0, 1] as const).map((axis) => behind(axis, overlap, shape[2 + axis] + before[axis])),
    ];
    return {
      shape,
      grid,
      kernel: constant(matrix.flat(), [side ** 2, 1, size, size]),
      how: { stride: [step, step], padding, dilation: [1, 1], groups: 1 } as unknown as Convolution,
    };
  };
  return { image: tiling(image, imageMatrix, 2, [top, left]), result: tiling(result, resultMatrix, 0, [0, 0]) };
}

/** Images [N, C, H, W] as [36, C, N · tiles]. */
function intoTiles(x: Value, { shape: [images, channels, height, width], kernel, how }: Tiling): Value {
  const planes = reshape(x, [images * channels, 1, height, width]);
  const tiled = reshape(conv2d(planes, kernel, how), [images, channels, side ** 2, -1]);
  return reshape(transpose(tiled, [2, 1, 0, 3]), [side ** 2, channels, -1]);
}

/** The adjoint: [36, C, N · tiles] to images [N, C, H, W]. Puts transformed results together, and adds up gradients. */
function outOfTiles(tiled: Value, { shape, grid, kernel, how }: Tiling): Value {
  const [images, channels, height, width] = shape;
  const apart = transpose(reshape(tiled, [side ** 2, channels, images, -1]), [2, 1, 0, 3]);
  const planes = reshape(apart, [images * channels, side ** 2, ...grid]);
  return reshape(conv2dInputGradient(planes, kernel, [images * channels, 1, height, width], how), shape);
}

/** Weights [O, C, 3, 3] as [36, O, C]. */
function transformedWeights(weight: Value): Value {
  const [filters, channels] = weight.shape;
  const flat = reshape(weight, [filters * channels, 9]);
  return reshape(matmul(weightTransform(), flat, { transposeB: true }), [side ** 2, filters, channels]);
}

function weightTransform(): Value {
  return constant(weightMatrix.flat(), [side ** 2, 9]);
}

function convolved([x, weight, bias]: readonly Value[], tiles: Tiles): Value {
  const y = outOfTiles(matmul(transformedWeights(weight), intoTiles(x, tiles.image)), tiles.result);
  return bias === undefined ? y : add(y, reshape(bias, [1, -1, 1, 1]));
}

function inputGradient([arriving, weight]: readonly Value[], tiles: Tiles): Value {
  const slopes = intoTiles(arriving, tiles.result);
  return outOfTiles(matmul(transformedWeights(weight), slopes, { transposeA: true }), tiles.image);
}

function weightGradient([x, arriving]: readonly Value[], tiles: Tiles): Value {
  const [filters, channels] = [tiles.result.shape[1], tiles.image.shape[1]];
  const slopes = intoTiles(arriving, tiles.result);
  const products = matmul(slopes, intoTiles(x, tiles.image), { transposeB: true });
  const flat = matmul(weightTransform(), reshape(products, [side ** 2, filters * channels]), { transposeA: true });
  return reshape(transpose(flat), [filters, channels, 3, 3]);
}
