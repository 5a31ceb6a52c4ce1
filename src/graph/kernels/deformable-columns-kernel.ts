import type { HostKernel, HostTensor } from '../types.js';
import { type ChannelBlock, channelBlocks, fixedChannelBlocks, lanesOf } from './channel-blocks.js';
import {
  type DeformableAttributes,
  type DeformableGradientAttributes,
  type DeformableSizes,
  sizesOf,
} from './deformable-window.js';
import { type KernelTask, runKernel } from './threads.js';
import { inWorkspace, type Workspace } from './workspace.js';

/** Bytes of the taps of one sample. */
const tapsBytes = 8 * 4;

/** Samples features into columns on threads. */
export const featuresToColumns: HostKernel<DeformableAttributes> = (inputs, outputs, attributes) => {
  const [features, offsets] = inputs;
  const [columns, rejectedCount] = outputs;
  (rejectedCount.data as BigInt64Array)[0] = BigInt(countRejected(offsets.data as Float32Array, features, attributes));
  const sizes = sizesOf(features.shape, attributes);
  return inWorkspace((workspace) => {
    const addresses = [features, offsets].map((tensor) => workspace.input(tensor));
    const places = { features: addresses[0], offsets: addresses[1], columns: workspace.output(columns) };
    const blocks = channelBlocks(sizes.groupChannels, sizes.images * attributes.deformableGroups);
    const tasks = tasksFor(workspace, places, blocks, sizes, attributes);
    return runKernel('deformableColumns', tasks, scratchOf(blocks, sizes), costOf(sizes));
  });
};

/** Gives the gradient of columns back to the features, on threads. */
export const columnsToFeatures: HostKernel<DeformableGradientAttributes> = (inputs, [gradient], attributes) => {
  const sizes = sizesOf(attributes.features, attributes);
  return inWorkspace((workspace) => {
    const [columns, offsets] = inputs.map((tensor) => workspace.input(tensor));
    const places = { features: workspace.output(gradient), offsets, columns };
    const blocks = channelBlocks(sizes.groupChannels, sizes.images * attributes.deformableGroups);
    const tasks = tasksFor(workspace, places, blocks, sizes, attributes);
    return runKernel('deformableColumnsGradient', tasks, scratchOf(blocks, sizes), costOf(sizes));
  });
};

/** Turns the gradient of columns into that of the offsets, on threads: blocks of channels first, then their sum. */
export const columnsToOffsets: HostKernel<DeformableAttributes> = (inputs, [gradient], attributes) => {
  const sizes = sizesOf(inputs[1].shape, attributes);
  const sum = gradient.data as Float32Array;
  return inWorkspace(async (workspace) => {
    const [columns, features, offsets] = inputs.map((tensor) => workspace.input(tensor));
    const blocks = fixedChannelBlocks(sizes.groupChannels);
    const partial = workspace.allocate(blocks.length * sum.byteLength);
    const groupBytes = 8 * sizes.elements * sizes.outputHeight * sizes.outputWidth;
    const tasks = tasksFor(workspace, { features, offsets, columns }, blocks, sizes, attributes).map((task, i) => {
      const block = i % blocks.length;
      const group = Math.floor(i / blocks.length);
      return [...task, partial.byteOffset + block * sum.byteLength + group * groupBytes];
    });
    await runKernel('deformableOffsetGradient', tasks, scratchOf(blocks, sizes), costOf(sizes));
    const parts = new Float32Array(partial.buffer, partial.byteOffset, blocks.length * sum.length);
    for (let i = 0; i < sum.length; i += 1) {
      let total = 0;
      for (let at = i; at < parts.length; at += sum.length) total += parts[at];
      sum[i] = total;
    }
  });
};

/** One task for each block of channels of each deformable group of each image, in this order from the inside. */
function tasksFor(
  workspace: Workspace,
  { features, offsets, columns }: { features: number; offsets: number; columns: number },
  blocks: readonly ChannelBlock[],
  sizes: DeformableSizes,
  { kernel, stride, padding, dilation, deformableGroups }: DeformableAttributes,
): KernelTask[] {
  const { images, channels, height, width, outputHeight, outputWidth, elements, groupChannels } = sizes;
  const places = outputHeight * outputWidth;
  const numbers = [outputHeight, outputWidth, ...kernel, ...stride, ...padding, ...dilation];
  const window = workspace.table(Int32Array.from(numbers));
  return Array.from({ length: images * deformableGroups }, (_, index) => {
    const image = Math.floor(index / deformableGroups);
    const group = index % deformableGroups;
    const ownOffsets = offsets + 4 * index * 2 * elements * places;
    return blocks.map(({ first, count }) => {
      const channel = group * groupChannels + first;
      const ownFeatures = features + 4 * (image * channels + channel) * height * width;
      const ownColumns = columns + 4 * (image * places * elements * channels + channel);
      return [ownFeatures, height, width, count, ownOffsets, window, ownColumns, 4 * channels];
    });
  }).flat();
}

function scratchOf(blocks: readonly ChannelBlock[], { height, width }: DeformableSizes): number {
  return 4 * lanesOf(blocks) * (height * width + 1) + tapsBytes;
}

function costOf({ images, channels, outputHeight, outputWidth, elements }: DeformableSizes): number {
  return 4 * images * channels * outputHeight * outputWidth * elements;
}

/** Samples whose offsets are not finite. */
function countRejected(offsets: Float32Array, { shape }: HostTensor, attributes: DeformableAttributes): number {
  const { outputHeight, outputWidth } = sizesOf(shape, attributes);
  const places = outputHeight * outputWidth;
  let rejected = 0;
  for (let plane = 0; plane < offsets.length; plane += 2 * places) {
    for (let i = plane; i < plane + places; i += 1) {
      // 0 · x is 0 unless x is infinite or not a number.
      if (0 * offsets[i] + 0 * offsets[i + places] !== 0) rejected += 1;
    }
  }
  return rejected;
}
