import { kernelThreads } from './threads.js';

/** Channels at a time: fewer would find the same places too often, more would need too much scratch memory. */
const mostChannels = 128;

/** Channels of a block are a multiple of this, so that blocks do not share cache lines. */
const granule = 16;

/** A range of channels. */
export interface ChannelBlock {
  readonly first: number;
  readonly count: number;
}

/** Cuts channels into blocks, small enough that every thread gets some of `images` times the blocks. */
export function channelBlocks(channels: number, images: number): ChannelBlock[] {
  const wanted = Math.ceil((2 * kernelThreads()) / images);
  const even = Math.ceil(channels / wanted / granule) * granule;
  return blocksOf(channels, Math.min(mostChannels, even));
}

/** Cuts channels into blocks whose size does not depend on the number of threads, for sums over blocks. */
export function fixedChannelBlocks(channels: number): ChannelBlock[] {
  return blocksOf(channels, mostChannels / 2);
}

function blocksOf(channels: number, size: number): ChannelBlock[] {
  return Array.from({ length: Math.ceil(channels / size) }, (_, i) => ({
    first: i * size,
    count: Math.min(size, channels - i * size),
  }));
}

/** Channels that the largest block takes in scratch memory: whole vectors of four. */
export function lanesOf(blocks: readonly ChannelBlock[]): number {
  return 4 * Math.ceil(Math.max(0, ...blocks.map(({ count }) => count)) / 4);
}
