import type { HostKernel, HostTensor, Shape } from '../types.js';
import { channelBlocks, lanesOf } from './channel-blocks.js';
import {
  placeBoxes,
  type RoIBox,
  type RotatedRoIAlignAttributes,
  type RotatedRoIAlignGradientAttributes,
} from './roi-boxes.js';
import { type KernelTask, runKernel } from './threads.js';
import { inWorkspace, type Workspace } from './workspace.js';

/** Numbers that assembly/rotated-roi-align.ts takes for a box. */
const boxNumbers = 10;

/** Bytes of a tap: place and weight. */
const tapBytes = 8;

/** Pools boxes on threads. */
export const poolBoxes: HostKernel<RotatedRoIAlignAttributes> = (inputs, [output, rejectedCount], attributes) => {
  const several = attributes.spatialScales.length > 1;
  const features = inputs.slice(several ? 2 : 1);
  const levels = several ? (inputs[1].data as BigInt64Array) : undefined;
  const shapes = features.map(({ shape }) => shape);
  const { placed, rejected } = placeBoxes(inputs[0].data as Float32Array, levels, shapes, attributes);
  (rejectedCount.data as BigInt64Array)[0] = BigInt(rejected);
  zeroOtherRows(output, placed);
  return inWorkspace(async (workspace) => {
    const maps = features.map((map) => workspace.input(map));
    const tasks = tasksFor(workspace, placed, shapes, maps, workspace.output(output), attributes);
    await runKernel('rotatedRoIAlign', tasks, ...costOf(placed, shapes, attributes));
  });
};

/** Gives the gradient of pooled boxes back to the maps, on threads. */
export const spreadBoxes: HostKernel<RotatedRoIAlignGradientAttributes> = (inputs, outputs, attributes) => {
  const [arriving, boxes, levels] = inputs;
  const { shapes } = attributes;
  const { placed } = placeBoxes(boxes.data as Float32Array, levels?.data, shapes, attributes);
  zeroOtherImages(outputs, placed);
  return inWorkspace(async (workspace) => {
    const maps = outputs.map((map) => workspace.output(map));
    const tasks = tasksFor(workspace, placed, shapes, maps, workspace.input(arriving), attributes);
    await runKernel('rotatedRoIAlignGradient', tasks, ...costOf(placed, shapes, attributes));
  });
};

/** One task for each block of channels of each image of each map that has boxes. */
function tasksFor(
  workspace: Workspace,
  placed: readonly RoIBox[],
  shapes: readonly Shape[],
  maps: readonly number[],
  pooled: number,
  { outputSize: [binsHigh, binsWide] }: RotatedRoIAlignAttributes,
): KernelTask[] {
  const bins = binsHigh * binsWide;
  return shapes.flatMap(([images, channels, height, width], level) => {
    const blocks = channelBlocks(channels, images);
    return Array.from({ length: images }, (_, image) => {
      const boxes = placed.filter((box) => box.level === level && box.image === image);
      if (boxes.length === 0) return [];
      const table = workspace.table(tableOf(boxes));
      return blocks.map(({ first, count }) => {
        const map = maps[level] + 4 * (image * channels + first) * height * width;
        const output = pooled + 4 * first * bins;
        return [map, height, width, count, table, boxes.length, output, 4 * channels * bins, binsHigh, binsWide];
      });
    }).flat();
  });
}

function tableOf(boxes: readonly RoIBox[]): Float64Array {
  const table = new Float64Array(boxes.length * boxNumbers);
  boxes.forEach(({ row, x, y, width, height, angle, samplesHigh, samplesWide }, i) => {
    const numbers = [row, x, y, width, height, Math.cos(angle), Math.sin(angle)];
    table.set([...numbers, samplesHigh, samplesWide, samplesHigh * samplesWide], i * boxNumbers);
  });
  return table;
}

/** Scratch memory of a task in bytes, and multiplications of all tasks. */
function costOf(
  placed: readonly RoIBox[],
  shapes: readonly Shape[],
  { outputSize }: RotatedRoIAlignAttributes,
): [scratchBytes: number, multiplications: number] {
  const bins = outputSize[0] * outputSize[1];
  const used = shapes.filter((_, level) => placed.some((box) => box.level === level));
  const pixels = Math.max(0, ...used.map(([, , height, width]) => height * width));
  const samples = placed.map(({ samplesHigh, samplesWide }) => samplesHigh * samplesWide);
  const channels = shapes[0][1];
  const lanes = lanesOf(channelBlocks(channels, shapes[0][0]));
  const most = samples.reduce((a, b) => Math.max(a, b), 0);
  const all = samples.reduce((a, b) => a + b, 0);
  return [4 * lanes * (pixels + bins) + 4 * tapBytes * most, 4 * all * bins * channels];
}

function zeroOtherRows({ shape: [rows, ...rest], data }: HostTensor, placed: readonly RoIBox[]): void {
  const size = rest.reduce((a, b) => a * b, 1);
  const filled = new Set(placed.map(({ row }) => row));
  for (let row = 0; row < rows; row += 1) {
    if (!filled.has(row)) (data as Float32Array).fill(0, row * size, (row + 1) * size);
  }
}

function zeroOtherImages(maps: readonly HostTensor[], placed: readonly RoIBox[]): void {
  const filled = new Set(placed.map(({ level, image }) => `${level} ${image}`));
  maps.forEach(({ shape: [images, ...rest], data }, level) => {
    const size = rest.reduce((a, b) => a * b, 1);
    for (let image = 0; image < images; image += 1) {
      if (!filled.has(`${level} ${image}`)) (data as Float32Array).fill(0, image * size, (image + 1) * size);
    }
  });
}
