import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from 'fast-bmp';
import { writeArrayBuffer } from 'geotiff';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { loadRgb } from './rgb.js';

const folder = mkdtempSync(join(tmpdir(), 'keel-rgb-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const width = 30;
const height = 20;
const pixelAt = (x: number, y: number) => [x * 8, y * 12, (x * y) % 256];
const pixels = Uint8Array.from(
  Array.from({ length: width * height }, (_, i) => pixelAt(i % width, Math.floor(i / width))).flat(),
);
const source = () => sharp(Buffer.from(pixels), { raw: { width, height, channels: 3 } });

function file(name: string, content: Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe('loadRgb', () => {
  it.each([
    ['image.png', () => source().png().toBuffer()],
    ['image.tif', () => source().tiff({ compression: 'lzw' }).toBuffer()],
    [
      'tiled.tif',
      () => source().tiff({ compression: 'deflate', tile: true, tileWidth: 16, tileHeight: 16 }).toBuffer(),
    ],
    ['alpha.png', () => source().ensureAlpha(0.5).png().toBuffer()],
    ['deep.png', () => source().toColourspace('rgb16').png().toBuffer()],
    ['image.bmp', () => bmp()],
  ])('loads %s whole and in part, exactly', async (name, make) => {
    const path = file(name, await make());
    expect([...(await loadRgb(path)).data]).toEqual([...pixels]);
    const part = await loadRgb(path, { x: 7, y: 3, width: 2, height: 2 });
    expect([...part.data]).toEqual([pixelAt(7, 3), pixelAt(8, 3), pixelAt(7, 4), pixelAt(8, 4)].flat());
  });

  it('loads the part of a region that lies inside, in whole pixels', async () => {
    const path = file('part.png', await source().png().toBuffer());
    const part = await loadRgb(path, { x: -4.5, y: 17.5, width: 7, height: 90 });
    expect(part).toMatchObject({ x: 0, y: 17, width: 3, height: 3 });
    expect(part.data).toHaveLength(27);
  });

  it('triples grey', async () => {
    const path = file('grey.png', await source().toColourspace('b-w').png().toBuffer());
    const { data } = await loadRgb(path);
    expect(data).toHaveLength(width * height * 3);
    expect(data[3]).toBe(data[4]);
  });

  it('stretches floats between the least and the greatest finite sample', async () => {
    const values = new Float32Array(width * height).fill(-2);
    values.set([6, Number.NaN, 2, Number.POSITIVE_INFINITY]);
    const tiff = writeArrayBuffer(values, { width, height, BitsPerSample: [32], SampleFormat: [3] });
    const { data } = await loadRgb(file('float.tif', Buffer.from(tiff)));
    expect([0, 3, 6, 9, 12].map((at) => data[at])).toEqual([255, 0, 128, 0, 0]);
  });

  it('ignores an embedded colour profile, as OpenCV does', async () => {
    const path = file('profile.png', await source().withIccProfile('p3').png().toBuffer());
    const stored = await sharp(path, { ignoreIcc: true }).raw().toBuffer();
    expect([...(await loadRgb(path)).data]).toEqual([...stored]);
  });

  it('keeps the stored frame of an image that EXIF turns', async () => {
    const path = file('turned.png', await source().withMetadata({ orientation: 6 }).png().toBuffer());
    expect(await loadRgb(path)).toMatchObject({ width, height });
  });

  it('throws a coded error for a region outside and for a broken image', async () => {
    const path = file('inside.png', await source().png().toBuffer());
    await expect(loadRgb(path, { x: 30, y: 0, width: 5, height: 5 })).rejects.toMatchObject({ code: 'images/outside' });
    const broken = await source().png().toBuffer();
    broken.fill(0xaa, broken.indexOf('IDAT') + 8, broken.length - 16);
    await expect(loadRgb(file('broken.png', broken))).rejects.toMatchObject({ code: 'images/unreadable' });
    await expect(loadRgb(join(folder, 'nowhere.png'))).rejects.toMatchObject({ code: 'images/unreadable' });
  });
});

function bmp(): Buffer {
  return Buffer.from(encode({ width, height, data: pixels, bitsPerPixel: 24, channels: 3, components: 3 }));
}
