import { reasonOf } from '../../foundation/errors.js';
import { type ImageHeader, readImageHeader } from './header.js';
import { readSamples } from './pixels.js';
import { type Samples, strips } from './samples.js';

/** What the pixels of one channel hold. */
export interface ChannelStatistics {
  /** Least and greatest finite sample, in the file's own sample type; Infinity and -Infinity if there is none. */
  min: number;
  max: number;
  nan: number;
  infinite: number;
}

export interface PixelStatistics {
  readonly width: number;
  readonly height: number;
  readonly bitsPerChannel: number;
  readonly channels: readonly ChannelStatistics[];
  /** Every channel holds one value only, all of it finite. */
  readonly constant: boolean;
}

/** Statistics of the pixels, or why they could not be decoded, in the decoder's own words. */
export type Decoding =
  | { readonly statistics: PixelStatistics; readonly failure?: undefined }
  | { readonly statistics?: undefined; readonly failure: string };

/**
 * Decodes a whole image and returns statistics of its pixels; a large one is decoded in strips, so memory stays below
 * half a gigabyte. Never throws for a bad image.
 */
export async function decodeImage(path: string): Promise<Decoding> {
  const { header, problem } = readImageHeader(path);
  if (header === undefined) return { failure: problem?.reason ?? 'not-an-image' };
  try {
    return { statistics: await statisticsOf(path, header) };
  } catch (error) {
    return { failure: failureOf(error) };
  }
}

async function statisticsOf(path: string, header: ImageHeader): Promise<PixelStatistics> {
  const { width, height, bitsPerChannel } = header;
  let channels: ChannelStatistics[] = [];
  for (const strip of strips(width, height, (header.channels * Math.max(8, bitsPerChannel)) / 8)) {
    const samples = await readSamples(path, header, strip);
    if (channels.length === 0) channels = Array.from({ length: samples.channels }, emptyChannel);
    channels.forEach((channel, index) => {
      addTo(channel, samples, index);
    });
  }
  const constant = channels.every(({ min, max, nan, infinite }) => min === max && nan === 0 && infinite === 0);
  return { width, height, bitsPerChannel, channels, constant };
}

function emptyChannel(): ChannelStatistics {
  return { min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY, nan: 0, infinite: 0 };
}

function addTo(channel: ChannelStatistics, { data, channels }: Samples, index: number): void {
  let { min, max, nan, infinite } = channel;
  for (let at = index; at < data.length; at += channels) {
    const value = data[at];
    if (value - value !== 0) {
      if (Number.isNaN(value)) nan++;
      else infinite++;
      continue;
    }
    if (value < min) min = value;
    if (value > max) max = value;
  }
  Object.assign(channel, { min, max, nan, infinite });
}

/** A decoder's complaint on one line. */
export function failureOf(error: unknown): string {
  return reasonOf(error).replaceAll(/\s+/g, ' ').trim();
}
