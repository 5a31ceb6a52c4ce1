import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from 'fast-bmp';
import { writeArrayBuffer } from 'geotiff';
import sharp, { type Sharp } from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { decodeImage } from './decode.js';
import { fingerprintFile } from './fingerprint.js';
import { strips } from './samples.js';

const folder = mkdtempSync(join(tmpdir(), 'keel-decode-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const width = 20;
const height = 10;

function image(pixelAt: (i: number) => readonly number[]): Sharp {
  const pixels = Array.from({ length: width * height }, (_, i) => pixelAt(i));
  return sharp(Buffer.from(pixels.flat()), { raw: { width, height, channels: pixels[0].length as 3 } });
}

/** Red 10 to 29, green 0 to 9, blue always 77. */
const ramp = () => image((i) => [10 + (i % width), Math.floor(i / width), 77]);
const rampChannels = [
  { min: 10, max: 29, nan: 0, infinite: 0 },
  { min: 0, max: 9, nan: 0, infinite: 0 },
  { min: 77, max: 77, nan: 0, infinite: 0 },
];

function floatTiff(values: Float32Array | Float64Array): Buffer {
  const bits = values.BYTES_PER_ELEMENT * 8;
  return Buffer.from(writeArrayBuffer(values, { width, height, BitsPerSample: [bits], SampleFormat: [3] }));
}

describe('decodeImage', () => {
  it.each([
    ['ramp.png', () => ramp().png().toBuffer()],
    ['ramp.tif', () => ramp().tiff({ compression: 'lzw' }).toBuffer()],
    ['ramp.bmp', async () => bmpOf(await ramp().raw().toBuffer())],
  ])('gives least and greatest of every channel of %s', async (name, make) => {
    const { statistics, failure } = await decodeImage(file(name, await make()));
    expect(failure).toBeUndefined();
    expect(statistics).toEqual({ width, height, bitsPerChannel: 8, channels: rampChannels, constant: false });
  });

  it('keeps 16 bits, single channels, alpha and CMYK as stored', async () => {
    const values = Uint16Array.from({ length: width * height }, (_, i) => i * 300);
    const deep = sharp(values, { raw: { width, height, channels: 1 } });
    const path = file('deep.png', await deep.toColourspace('grey16').png().toBuffer());
    expect((await decodeImage(path)).statistics).toMatchObject({
      bitsPerChannel: 16,
      channels: [{ min: 0, max: 199 * 300 }],
    });
    const rgba = file(
      'rgba.png',
      await image((i) => [1, 2, 3, i])
        .png()
        .toBuffer(),
    );
    expect((await decodeImage(rgba)).statistics?.channels.at(3)).toMatchObject({ min: 0, max: 199 });
    const cmyk = file('cmyk.jpg', await ramp().toColourspace('cmyk').jpeg().toBuffer());
    expect((await decodeImage(cmyk)).statistics?.channels).toHaveLength(4);
  });

  it.each([Float32Array, Float64Array])('counts NaN and infinite pixels of a TIFF of %o', async (Type) => {
    const values = new Type(Array.from({ length: width * height }, (_, i) => i / 8 - 5));
    values.set([Number.NaN, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN]);
    const { statistics } = await decodeImage(file('float.tif', floatTiff(values)));
    expect(statistics?.channels).toEqual([{ min: -4.375, max: 19.875, nan: 3, infinite: 2 }]);
    expect(statistics?.constant).toBe(false);
  });

  it('sees a constant image, and that one of NaN is not merely constant', async () => {
    const black = file(
      'black.png',
      await image(() => [0, 0, 0])
        .png()
        .toBuffer(),
    );
    expect((await decodeImage(black)).statistics?.constant).toBe(true);
    const nodata = file('nodata.tif', floatTiff(new Float32Array(width * height).fill(Number.NaN)));
    expect((await decodeImage(nodata)).statistics).toMatchObject({ constant: false, channels: [{ nan: 200 }] });
  });

  it('says why an image cannot be decoded', async () => {
    const png = await ramp().png().toBuffer();
    png.fill(0xaa, png.indexOf('IDAT') + 8, png.length - 16);
    for (const path of [file('damaged.png', png), join(folder, 'nowhere.png'), file('text.png', Buffer.from('text'))]) {
      const { statistics, failure } = await decodeImage(path);
      expect(statistics).toBeUndefined();
      expect(failure).toMatch(/^\S.*\S$/);
    }
  });

  it('fails on a JPEG whose scan ends early, though its end marker is there', async () => {
    const jpeg = await sharp({
      create: {
        width: 400,
        height: 400,
        channels: 3,
        background: 'grey',
        noise: { type: 'gaussian', mean: 128, sigma: 40 },
      },
    })
      .jpeg()
      .toBuffer();
    const cut = Buffer.concat([jpeg.subarray(0, jpeg.length / 2), Buffer.from([0xff, 0xd9])]);
    expect((await decodeImage(file('early.jpg', cut))).failure).toBeDefined();
  });
});

describe('strips', () => {
  it('cover every row once, and hold at most 128 MiB each', () => {
    const cut = [...strips(20_000, 20_000, 3)];
    expect(cut.length).toBeGreaterThan(1);
    let next = 0;
    for (const { y, height: rows } of cut) {
      expect(y).toBe(next);
      expect(rows * 20_000 * 3).toBeLessThanOrEqual(128 * 2 ** 20);
      next += rows;
    }
    expect(next).toBe(20_000);
  });
});

describe('fingerprintFile', () => {
  it('is the SHA-256 of the content', () => {
    const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    expect(fingerprintFile(file('abc', Buffer.from('abc')))).toBe(abc);
  });

  it('tells files apart that differ in their last byte, beyond one chunk', () => {
    const bytes = Buffer.alloc(3_000_001, 7);
    const one = fingerprintFile(file('one', bytes));
    expect(fingerprintFile(file('same', bytes))).toBe(one);
    bytes[3_000_000] = 8;
    expect(fingerprintFile(file('other', bytes))).not.toBe(one);
  });
});

function bmpOf(rgb: Buffer): Buffer {
  return Buffer.from(encode({ width, height, data: rgb, bitsPerPixel: 24, channels: 3, components: 3 }));
}
