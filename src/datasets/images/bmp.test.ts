import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from 'fast-bmp';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { readBmp } from './bmp.js';

const folder = mkdtempSync(join(tmpdir(), 'keel-bmp-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = join(folder, 'image.bmp');

const width = 13;
const height = 5;
const whole = { x: 0, y: 0, width, height };

/** Four corners of the colour cube that every depth can hold exactly. */
const colours = [
  [0, 0, 0],
  [255, 0, 0],
  [0, 255, 0],
  [255, 255, 255],
];
const colourAt = (x: number, y: number, count: number) => (x * 3 + y * 5) % Math.min(count, colours.length);

const expected = (count: number) =>
  Array.from({ length: width * height }, (_, i) => colours[colourAt(i % width, Math.floor(i / width), count)]).flat();

/** Builds a bitmap from the format's description, as a second opinion to the reader. */
function bitmap(bits: number, topDown: boolean, masks?: readonly number[]): Buffer {
  const palette = bits <= 8 ? colours.slice(0, 2 ** bits) : [];
  const rowBytes = Math.ceil((width * bits) / 32) * 4;
  const offset = 54 + (masks?.length ?? 0) * 4 + palette.length * 4;
  const bytes = Buffer.alloc(offset + rowBytes * height);
  bytes.write('BM');
  bytes.writeUInt32LE(bytes.length, 2);
  bytes.writeUInt32LE(offset, 10);
  bytes.writeUInt32LE(40, 14);
  bytes.writeInt32LE(width, 18);
  bytes.writeInt32LE(topDown ? -height : height, 22);
  bytes.writeUInt16LE(1, 26);
  bytes.writeUInt16LE(bits, 28);
  bytes.writeUInt32LE(masks === undefined ? 0 : 3, 30);
  bytes.writeUInt32LE(palette.length, 46);
  masks?.forEach((mask, i) => {
    bytes.writeUInt32LE(mask, 54 + i * 4);
  });
  palette.forEach(([r, g, b], i) => {
    bytes.set([b, g, r, 0], 54 + i * 4);
  });
  for (let y = 0; y < height; y++) {
    const row = offset + (topDown ? y : height - 1 - y) * rowBytes;
    for (let x = 0; x < width; x++) {
      const index = colourAt(x, y, 2 ** bits);
      const [r, g, b] = colours[index];
      if (bits <= 8) bytes[row + Math.floor((x * bits) / 8)] |= index << (8 - bits - ((x * bits) % 8));
      else if (masks !== undefined || bits === 16) {
        const [red, green, blue] = masks ?? [0x7c00, 0x3e0, 0x1f];
        const pixel = ((r && red) | (g && green) | (b && blue)) >>> 0;
        bytes.writeUIntLE(pixel, row + (x * bits) / 8, bits / 8);
      } else bytes.set([b, g, r], row + (x * bits) / 8);
    }
  }
  return bytes;
}

describe('readBmp', () => {
  it.each([
    ['1 bit', 1, undefined],
    ['4 bits', 4, undefined],
    ['8 bits', 8, undefined],
    ['16 bits', 16, undefined],
    ['16 bits of 5-6-5', 16, [0xf800, 0x07e0, 0x001f]],
    ['24 bits', 24, undefined],
    ['32 bits', 32, undefined],
    ['32 bits of masks', 32, [0xff000000, 0x00ff0000, 0x0000ff00]],
  ])('reads %s, with rows from the bottom and from the top', (_, bits, masks) => {
    for (const topDown of [false, true]) {
      writeFileSync(path, bitmap(bits, topDown, masks));
      expect([...readBmp(path, whole).data]).toEqual(expected(2 ** bits));
    }
  });

  it('agrees with an independent encoder', () => {
    const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * 41) % 256);
    writeFileSync(path, encode({ width, height, data, bitsPerPixel: 24, channels: 3, components: 3 }));
    expect([...readBmp(path, whole).data]).toEqual([...data]);
  });

  it('cuts any region as the whole image holds it', () => {
    const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * 41) % 256);
    writeFileSync(path, encode({ width, height, data, bitsPerPixel: 24, channels: 3, components: 3 }));
    fc.assert(
      fc.property(fc.nat(width - 1), fc.nat(height - 1), fc.nat(width), fc.nat(height), (x, y, w, h) => {
        const region = { x, y, width: Math.min(w + 1, width - x), height: Math.min(h + 1, height - y) };
        const rows = Array.from({ length: region.height }, (_, row) => {
          const start = ((y + row) * width + x) * 3;
          return [...data.subarray(start, start + region.width * 3)];
        });
        expect([...readBmp(path, region).data]).toEqual(rows.flat());
      }),
    );
  });

  it('refuses run-length compression and missing rows in plain words', () => {
    const compressed = bitmap(8, false);
    compressed.writeUInt32LE(1, 30);
    writeFileSync(path, compressed);
    expect(() => readBmp(path, whole)).toThrow('compression 1');
    writeFileSync(path, bitmap(24, false).subarray(0, 150));
    expect(() => readBmp(path, whole)).toThrow('cut short');
  });
});
