import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { type BmpLayout, readBmpLayout } from './headers/bmp.js';
import { FileBytes } from './headers/file-bytes.js';
import type { Region, Samples } from './samples.js';

/** Writes the RGB of one pixel of a row at `out`. */
type PixelReader = (row: Buffer, x: number, rgb: Uint8Array, out: number) => void;

/**
 * Reads RGB pixels of a region of a BMP; only the rows concerned are read from the file. Alpha is left out.
 *
 * Keel's own because no package reads palettes, 16-bit pixels and rows from the top, or less than the whole file.
 *
 * @throws Error for run-length compression, and if the rows are not all there
 */
export function readBmp(path: string, region: Region): Samples {
  const descriptor = openSync(path, 'r');
  try {
    const file = new FileBytes(descriptor, fstatSync(descriptor).size);
    const layout = readBmpLayout(file);
    if (layout === undefined) throw new Error('BMP header is cut short');
    const read = pixelReader(file, layout);
    const { rowBytes, topDown, height } = layout;
    const firstRow = topDown ? region.y : height - region.y - region.height;
    const rows = Buffer.allocUnsafe(rowBytes * region.height);
    const got = readSync(descriptor, rows, 0, rows.length, layout.pixels + firstRow * rowBytes);
    if (got < rows.length) throw new Error('BMP pixels are cut short');
    const data = new Uint8Array(region.width * region.height * 3);
    for (let y = 0; y < region.height; y++) {
      const stored = topDown ? y : region.height - 1 - y;
      const row = rows.subarray(stored * rowBytes, (stored + 1) * rowBytes);
      for (let x = 0; x < region.width; x++) read(row, region.x + x, data, (y * region.width + x) * 3);
    }
    return { width: region.width, height: region.height, channels: 3, data };
  } finally {
    closeSync(descriptor);
  }
}

function pixelReader(file: FileBytes, layout: BmpLayout): PixelReader {
  const { bitsPerPixel, compression } = layout;
  if (compression === 0 && bitsPerPixel <= 8) return paletteReader(file, layout);
  if (compression === 0 && bitsPerPixel === 24) return bgrReader(3);
  if (compression === 0 && bitsPerPixel === 32) return bgrReader(4);
  if (compression === 0 && bitsPerPixel === 16) return maskReader(2, [0x7c00, 0x03e0, 0x001f]);
  const masks = compression === 3 || compression === 6 ? file.at(layout.masks, 12) : undefined;
  if (masks === undefined || bitsPerPixel < 16) throw new Error(`BMP compression ${compression} is not supported`);
  return maskReader(bitsPerPixel / 8, [masks.readUInt32LE(0), masks.readUInt32LE(4), masks.readUInt32LE(8)]);
}

function bgrReader(bytes: number): PixelReader {
  return (row, x, rgb, out) => {
    const at = x * bytes;
    rgb[out] = row[at + 2];
    rgb[out + 1] = row[at + 1];
    rgb[out + 2] = row[at];
  };
}

function paletteReader(file: FileBytes, layout: BmpLayout): PixelReader {
  const { offset, entryBytes, entries } = layout.palette;
  const palette = Buffer.alloc(256 * entryBytes);
  file.at(offset, Math.min(entries, 256) * entryBytes)?.copy(palette);
  const bits = layout.bitsPerPixel;
  const pixelsPerByte = 8 / bits;
  const mask = 2 ** bits - 1;
  const fromEntry = bgrReader(entryBytes);
  return (row, x, rgb, out) => {
    const shift = 8 - bits * ((x % pixelsPerByte) + 1);
    fromEntry(palette, (row[Math.floor(x / pixelsPerByte)] >> shift) & mask, rgb, out);
  };
}

function maskReader(bytes: number, masks: readonly number[]): PixelReader {
  const shifts = masks.map((mask) => (mask === 0 ? 0 : 31 - Math.clz32(mask & -mask)));
  const tops = masks.map((mask, channel) => mask >>> shifts[channel] || 1);
  return (row, x, rgb, out) => {
    const pixel = row.readUIntLE(x * bytes, bytes);
    for (let channel = 0; channel < 3; channel++) {
      const value = ((pixel & masks[channel]) >>> 0) >>> shifts[channel];
      rgb[out + channel] = Math.round((value * 255) / tops[channel]);
    }
  };
}
