import { blockedConv2d } from '../ops/blocked-conv2d.js';
import { blockedTurnedWeights } from '../ops/blocks.js';
import { concat } from '../ops/concat.js';
import type { Convolution } from '../ops/convolution.js';
import { pad } from '../ops/pad.js';
import { reshape } from '../ops/reshape.js';
import { slice } from '../ops/slice.js';
import type { Shape, Value } from '../types.js';

/** Pixels of an image whose place leaves one remainder by the stride, along one axis. */
interface Phase {
  /** Taps of the kernel that reach these pixels, in the order of the windows that they belong to. */
  readonly taps: readonly number[];
  /** Zeros before and after the arriving gradient; negative where it has windows that do not reach them. */
  readonly before: number;
  readonly after: number;
}

/**
 * The gradient of the images [N, I, H, W] of a convolution as blocked convolutions of the blocked arriving gradient. A
 * strided convolution falls into phases, one for each remainder of a pixel's place by the stride: each is a convolution
 * with its own taps, and the results are laced together. Undefined for geometries that this does not serve.
 */
export function blockedInputGradient(
  arriving: Value,
  weight: Value,
  [, , height, width]: Shape,
  how: Convolution,
  block: number,
): Value | undefined {
  if (how.stride.some((step, axis) => step > 1 && how.dilation[axis] > 1)) return undefined;
  const [rows, columns] = ([0, 1] as const).map((axis) =>
    phasesOf([height, width][axis], weight.shape[2 + axis], arriving.shape[2 + axis], how, axis),
  );
  const pieceOf = (row: Phase, column: Phase): Value | undefined => {
    const taps = row.taps.flatMap((y) => column.taps.map((x) => y * weight.shape[3] + x));
    return taps.length === 0 ? undefined : phase(arriving, weight, taps, row, column, how, block);
  };
  const pieces = rows.map((row) => columns.map((column) => pieceOf(row, column)));
  const laced = lace(pieces);
  if (laced === undefined) return undefined;
  const [images, blocks, , , inner] = laced.shape;
  return slice(laced, [0, 0, 0, 0, 0], [images, blocks, height, width, inner]);
}

/** Phases along an axis: pixel s·a + r takes the windows a + (r + padding − tap · dilation) / s. */
function phasesOf(size: number, kernel: number, windows: number, how: Convolution, axis: 0 | 1): Phase[] {
  const [stride, dilation, padding] = [how.stride[axis], how.dilation[axis], how.padding[axis]];
  const count = Math.ceil(size / stride);
  return Array.from({ length: stride }, (_, remainder) => {
    const reach = (tap: number) => (remainder + padding - tap * dilation) / stride;
    const taps = Array.from({ length: kernel }, (_, i) => kernel - 1 - i).filter((tap) => Number.isInteger(reach(tap)));
    if (taps.length === 0) return { taps, before: 0, after: 0 };
    return { taps, before: -reach(taps[0]), after: count + reach(taps[taps.length - 1]) - windows };
  });
}

function phase(
  arriving: Value,
  weight: Value,
  taps: readonly number[],
  row: Phase,
  column: Phase,
  { dilation }: Convolution,
  block: number,
): Value {
  const [images, blocks, height, width] = arriving.shape;
  const starts = [0, 0, Math.max(0, -row.before), Math.max(0, -column.before), 0];
  const ends = [images, blocks, height - Math.max(0, -row.after), width - Math.max(0, -column.after), block];
  const turned = blockedTurnedWeights(weight, taps, block);
  const [into, from] = turned.shape;
  const kernel = reshape(turned, [into, from, row.taps.length, column.taps.length, block, block]);
  return blockedConv2d(slice(arriving, starts, ends), kernel, {
    stride: [1, 1],
    padding: [Math.max(0, row.before), Math.max(0, column.before), Math.max(0, row.after), Math.max(0, column.after)],
    dilation,
    groups: 1,
  });
}

/** Phases put together: every pixel in its place. Serves grids that are full, or hold one phase among zeros. */
function lace(pieces: readonly (readonly (Value | undefined)[])[]): Value | undefined {
  const present = pieces.flat().filter((piece) => piece !== undefined);
  const [strideY, strideX] = [pieces.length, pieces[0].length];
  const [images, blocks, height, width, block] = present[0].shape;
  const size = [images, blocks, height * strideY, width * strideX, block];
  if (present.length === strideY * strideX) {
    const lines = pieces.map((line) => {
      const beside = line.map((piece) => reshape(piece as Value, [images, blocks, height, width, 1, block]));
      return reshape(concat(beside, 4), [images, blocks, height, 1, width * strideX, block]);
    });
    return reshape(concat(lines, 3), size);
  }
  if (present.length > 1) return undefined;
  const y = pieces.findIndex((line) => line.some((piece) => piece !== undefined));
  const x = pieces[y].findIndex((piece) => piece !== undefined);
  const apart = reshape(present[0], [images * blocks * height, 1, width, 1, block]);
  return reshape(pad(apart, [0, y, 0, x, 0], [0, strideY - 1 - y, 0, strideX - 1 - x, 0]), size);
}
