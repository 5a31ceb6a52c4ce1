import { KeelError } from '../../foundation/errors.js';
import { failureOf } from './decode.js';
import { type ImageHeader, readImageHeader } from './header.js';
import { readSamples } from './pixels.js';
import type { Region, Samples } from './samples.js';
import { openWithSharp } from './sharp.js';

/** RGB pixels, one byte each, rows from the top; `x` and `y` say where in the image they come from. */
export interface RgbImage extends Region {
  readonly data: Uint8Array;
}

/**
 * Loads RGB pixels of an image or of a part of it, as OpenCV's colour mode would: alpha is left out, grey is tripled,
 * 16 bits keep the upper 8. Samples that have no 8-bit meaning (floats, signed, more than four channels) are
 * stretched between the least and the greatest finite sample of the part. The EXIF orientation is not applied.
 *
 * @param region in stored pixels; the part of it that lies in the image is loaded. The whole image if left out.
 * @throws KeelError `images/unreadable` if the image cannot be decoded, `images/outside` if the region misses it
 */
export async function loadRgb(path: string, region?: Region): Promise<RgbImage> {
  const { header, problem } = readImageHeader(path);
  if (header === undefined) throw unreadable(path, problem?.reason ?? 'not-an-image');
  const inside = clip(region ?? { x: 0, y: 0, ...header }, header);
  if (inside === undefined) {
    throw new KeelError('images/outside', { file: path, ...region, size: `${header.width}×${header.height}` });
  }
  try {
    return { ...inside, data: await rgbOf(path, header, inside) };
  } catch (error) {
    throw unreadable(path, failureOf(error), error);
  }
}

/** The whole pixels of a region that lie inside an image; undefined if there are none. */
function clip(region: Region, image: ImageHeader): Region | undefined {
  const x = Math.max(0, Math.floor(region.x));
  const y = Math.max(0, Math.floor(region.y));
  const width = Math.min(image.width, Math.ceil(region.x + region.width)) - x;
  const height = Math.min(image.height, Math.ceil(region.y + region.height)) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : undefined;
}

async function rgbOf(path: string, header: ImageHeader, region: Region): Promise<Uint8Array> {
  const { format, channels, sampleType, bitsPerChannel } = header;
  if (format === 'bmp') return (await readSamples(path, header, region)).data as Uint8Array;
  if (sampleType !== 'unsigned' || channels > 4 || bitsPerChannel > 16) {
    return stretched(await readSamples(path, header, region));
  }
  const { x: left, y: top, width, height } = region;
  return openWithSharp(path)
    .extract({ left, top, width, height })
    .removeAlpha()
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer();
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
