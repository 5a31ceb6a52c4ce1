import { readBmp } from './bmp.js';
import type { ImageHeader } from './header.js';
import type { Region, SampleArray, Samples } from './samples.js';
import { openWithSharp } from './sharp.js';

/**
 * Reads a region's pixels as stored, in the file's own sample type; BMP and palettes as RGB. TIFF goes through
 * geotiff, because sharp clamps negative samples, drops bands beyond the fourth and refuses 64-bit floats.
 *
 * @throws whatever the decoder throws; `failureOf` makes a text of it
 */
export async function readSamples(path: string, header: ImageHeader, region: Region): Promise<Samples> {
  if (header.format === 'bmp') return readBmp(path, region);
  if (header.format === 'tiff') return readTiff(path, region);
  const { x, y, width, height } = region;
  const deep = header.bitsPerChannel > 8;
  const image = await openWithSharp(path);
  const { data, info } = await image
    .extract({ left: x, top: y, width, height })
    .toColourspace(storedColourspace(header))
    .raw({ depth: deep ? 'ushort' : 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const samples = deep ? new Uint16Array(data.buffer, data.byteOffset, data.length / 2) : data;
  return { width, height, channels: info.channels, data: samples };
}

function storedColourspace({ format, channels, bitsPerChannel }: ImageHeader): string {
  if (format === 'jpeg' && channels === 4) return 'cmyk';
  const deep = bitsPerChannel > 8;
  if (channels <= 2) return deep ? 'grey16' : 'b-w';
  return deep ? 'rgb16' : 'srgb';
}

async function readTiff(path: string, { x, y, width, height }: Region): Promise<Samples> {
  // Loaded at its first use: few datasets are of TIFF.
  const { fromFile } = await import('geotiff');
  const tiff = await fromFile(path);
  try {
    const image = await tiff.getImage();
    const data = await image.readRasters({ window: [x, y, x + width, y + height], interleave: true });
    return { width, height, channels: image.getSamplesPerPixel(), data: data as unknown as SampleArray };
  } finally {
    await tiff.close();
  }
}
