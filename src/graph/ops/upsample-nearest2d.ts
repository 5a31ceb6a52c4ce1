import type { Op, Shape, Value } from '../types.js';
import { apply, shapeError } from '../value.js';
import { constant } from './constant.js';
import { pair } from './convolution.js';
import { matmul } from './matmul.js';
import { positions, stridesOf, taken } from './positions.js';
import { reduceSum } from './reduce-sum.js';
import { reshape } from './reshape.js';

type Size = readonly [number, number];

export const upsampleNearest2dOp: Op<Size> = {
  name: 'upsample-nearest2d',
  infer: ([input], size) => {
    const fits = input.dtype === 'float32' && input.shape.length === 4;
    if (!fits || size.some((pixels, axis) => pixels < input.shape[2 + axis])) {
      throw shapeError('upsample-nearest2d', `float32 [N, C, H, W] of at most ${size.join(' × ')}`, [input]);
    }
    return [{ dtype: 'float32', shape: resized(input.shape, size) }];
  },
  evaluate: ([{ shape, data }], size) => {
    const result = resized(shape, size);
    const [rows, columns] = sourcesOf(shape, size);
    const [image, channel, row] = stridesOf(shape);
    const planes = positions(shape.slice(0, 2), [image, channel]);
    const at = Array.from(planes, (plane) => rows.map((y) => columns.map((x) => plane + y * row + x)));
    return [{ shape: result, data: taken(data, Int32Array.from(at.flat(2))) }];
  },
  emit: ({ inputs: [x], attributes: size, outputs: [y] }, emitter) => {
    if (wholeFactors(x.shape, size) !== undefined) {
      const inputs = [emitter.nameOf(x), '', '', emitter.constant('int64', [4], resized(x.shape, size))];
      const exact = { mode: 'nearest', coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' };
      emitter.node('Resize', inputs, exact, emitter.nameOf(y));
      return;
    }
    const [rows, columns] = sourcesOf(x.shape, size).map((list) => emitter.constant('int64', [list.length], list));
    const tall = emitter.node('Gather', [emitter.nameOf(x), rows], { axis: 2 });
    emitter.node('Gather', [tall, columns], { axis: 3 }, emitter.nameOf(y));
  },
  gradient: ({ inputs: [x], attributes: size }, [arriving]) => {
    if (arriving === undefined) return [];
    const [images, channels, height, width] = x.shape;
    const factors = wholeFactors(x.shape, size);
    if (factors !== undefined) {
      const blocks = reshape(arriving, [images, channels, height, factors[0], width, factors[1]]);
      return [reduceSum(blocks, [3, 5])];
    }
    const [rows, columns] = sourcesOf(x.shape, size);
    const narrow = matmul(arriving, selection(columns, width));
    return [matmul(selection(rows, height), narrow, { transposeA: true })];
  },
  interval: ([x]) => [x],
};

function resized(shape: Shape, size: Size): Shape {
  return [shape[0], shape[1], ...size];
}

function wholeFactors(shape: Shape, size: Size): Size | undefined {
  const factors: Size = [size[0] / shape[2], size[1] / shape[3]];
  return factors.every(Number.isInteger) ? factors : undefined;
}

/** For every row and column the one it repeats, in PyTorch's arithmetic: floor of a float32 product. */
function sourcesOf(shape: Shape, size: Size): [number[], number[]] {
  const sources = (from: number, to: number) => {
    const scale = Math.fround(from / to);
    return Array.from({ length: to }, (_, at) => Math.min(Math.floor(Math.fround(at * scale)), from - 1));
  };
  return [sources(shape[2], size[0]), sources(shape[3], size[1])];
}

/** [size, count] with a 1 in every row, at its source. */
function selection(sources: readonly number[], count: number): Value {
  const data = sources.flatMap((source) => Array.from({ length: count }, (_, at) => (at === source ? 1 : 0)));
  return constant(data, [sources.length, count]);
}

/**
 * Images [N, C, H, W] enlarged by repeating pixels, to a size [height, width] or by a whole factor; the same pixels as
 * PyTorch's `interpolate` with mode `nearest`. float32.
 */
export function upsampleNearest2d(
  x: Value,
  to: { readonly size: readonly [number, number] } | { readonly factor: number | readonly [number, number] },
): Value {
  const [height, width] = x.shape.slice(2);
  const [tall, wide] = 'size' in to ? to.size : pair(to.factor).map((factor, axis) => factor * [height, width][axis]);
  return tall === height && wide === width ? x : apply(upsampleNearest2dOp, [x], [tall, wide]);
}
