import { KeelError } from '../../foundation/errors.js';
import type { ImageSize } from '../types.js';
import { failureOf } from './decode.js';
import { type ImageHeader, readImageHeader } from './header.js';
import { readSamples } from './pixels.js';
import type { Region, Samples } from './samples.js';
import { openRgb, openWithSharp } from './sharp.js';

/** RGB pixels, one byte each, rows from the top; `x` and `y` say where in the image they come from. */
export interface RgbImage extends Region {
  readonly data: Uint8Array;
}

/**
 * Loads RGB pixels of an image or of a part of it, as OpenCV's colour mode would: alpha is left out, grey is tripled,
 * 16 bits keep the upper 8. Samples that have no 8-bit meaning (floats, signed, more than four channels) are
 * stretched between the least and the greatest finite sample of the part. The EXIF orientation is not applied.
 *
 * @param region in pixels of the stored or resized image; the part of it that lies inside is loaded, all if left out
 * @param rate resizes the whole image first, by cubic interpolation; 1 leaves it alone
 * @throws KeelError `images/unreadable` if the image cannot be decoded, `images/outside` if the region misses it
 */
export async function loadRgb(path: string, region?: Region, rate = 1): Promise<RgbImage> {
  const { header, problem } = readImageHeader(path);
  if (header === undefined) throw unreadable(path, problem?.reason ?? 'not-an-image');
  const size = resizedBy(header, rate);
  const inside = clip(region ?? { x: 0, y: 0, ...size }, size);
  if (inside === undefined) {
    throw new KeelError('images/outside', { file: path, ...region, size: `${size.width}×${size.height}` });
  }
  try {
    return { ...inside, data: await rgbOf(path, header, inside, rate) };
  } catch (error) {
    throw unreadable(path, failureOf(error), error);
  }
}

/** Size of an image after resizing it by a rate, rounded as OpenCV rounds it; no side falls below one pixel. */
export function resizedBy({ width, height }: ImageSize, rate: number): ImageSize {
  return { width: Math.max(1, Math.round(width * rate)), height: Math.max(1, Math.round(height * rate)) };
}

/** The whole pixels of a region that lie inside an image; undefined if there are none. */
function clip(region: Region, image: ImageSize): Region | undefined {
  const x = Math.max(0, Math.floor(region.x));
  const y = Math.max(0, Math.floor(region.y));
  const width = Math.min(image.width, Math.ceil(region.x + region.width)) - x;
  const height = Math.min(image.height, Math.ceil(region.y + region.height)) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : undefined;
}

async function rgbOf(path: string, header: ImageHeader, region: Region, rate: number): Promise<Uint8Array> {
  const libvipsReads = header.format !== 'bmp' && hasEightBitMeaning(header);
  if (!libvipsReads && rate === 1) return plainRgb(path, header, region);
  const { width, height } = header;
  const image = libvipsReads
    ? (await openWithSharp(path)).removeAlpha().toColourspace('srgb')
    : await openRgb(await plainRgb(path, header, { x: 0, y: 0, width, height }), width, height);
  if (rate !== 1) image.resize({ ...resizedBy(header, rate), fit: 'fill', kernel: 'cubic', fastShrinkOnLoad: false });
  const { x: left, y: top } = region;
  return image.extract({ left, top, width: region.width, height: region.height }).raw({ depth: 'uchar' }).toBuffer();
}

function hasEightBitMeaning({ sampleType, channels, bitsPerChannel }: ImageHeader): boolean {
  return sampleType === 'unsigned' && channels <= 4 && bitsPerChannel <= 16;
}

/** RGB of what libvips does not read. */
async function plainRgb(path: string, header: ImageHeader, region: Region): Promise<Uint8Array> {
  const samples = await readSamples(path, header, region);
  return header.format === 'bmp' ? (samples.data as Uint8Array) : stretched(samples);
}

function stretched({ data, channels, width, height }: Samples): Uint8Array {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const value of data) {
    if (!Number.isFinite(value)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const scale = max > min ? 255 / (max - min) : 0;
  const rgb = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      const value = data[pixel * channels + (channels < 3 ? 0 : channel)];
      rgb[pixel * 3 + channel] = Number.isFinite(value) ? Math.round((value - min) * scale) : 0;
    }
  }
  return rgb;
}

function unreadable(file: string, reason: string, cause?: unknown): KeelError {
  return new KeelError('images/unreadable', { file, reason }, { file }, cause);
}
