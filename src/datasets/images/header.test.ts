import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from 'fast-bmp';
import fc from 'fast-check';
import { writeArrayBuffer } from 'geotiff';
import sharp, { type Sharp } from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { headerProblemReasons, readImageHeader } from './header.js';

const folder = mkdtempSync(join(tmpdir(), 'keel-header-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: Buffer | string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const width = 37;
const height = 21;

/** Noise whose sides are multiples of nothing. */
function noise(channels: 1 | 2 | 3 | 4): Sharp {
  const pixels = Buffer.from(Array.from({ length: width * height * channels }, (_, i) => (i * 7919) % 251));
  return sharp(pixels, { raw: { width, height, channels } });
}

function bitmap(bitsPerPixel: 8 | 24 | 32): Buffer {
  const channels = bitsPerPixel / 8;
  const components = Math.min(channels, 3);
  const data = new Uint8Array(width * height * channels).fill(99);
  return Buffer.from(encode({ width, height, data, bitsPerPixel, channels, components }));
}

/** A bitmap as `bitmap`, but with rows from the top. */
function topDown(bytes: Buffer): Buffer {
  bytes.writeInt32LE(-height, 22);
  return bytes;
}

function floatTiff(): Buffer {
  const pixels = new Float32Array(width * height).fill(0.5);
  return Buffer.from(writeArrayBuffer(pixels, { width, height, BitsPerSample: [32], SampleFormat: [3] }));
}

const images: Record<string, () => Promise<Buffer> | Buffer> = {
  'rgb.png': () => noise(3).png().toBuffer(),
  'rgb.jpg': () => noise(3).jpeg().toBuffer(),
  'rgb.bmp': () => bitmap(24),
  'rgb.tif': () => noise(3).tiff({ compression: 'lzw' }).toBuffer(),
};

describe('readImageHeader', () => {
  it.each<[name: string, image: Sharp | Buffer, format: string, channels: number, bits: number]>([
    ['grey.png', noise(1).toColourspace('b-w').png(), 'png', 1, 8],
    ['rgb.png', noise(3).png(), 'png', 3, 8],
    ['rgba.png', noise(4).png(), 'png', 4, 8],
    ['palette.png', noise(3).png({ palette: true }), 'png', 3, 8],
    ['translucent-palette.png', noise(4).png({ palette: true }), 'png', 4, 8],
    ['deep.png', noise(3).toColourspace('rgb16').png(), 'png', 3, 16],
    ['grey.jpg', noise(1).toColourspace('b-w').jpeg(), 'jpeg', 1, 8],
    ['rgb.jpeg', noise(3).jpeg(), 'jpeg', 3, 8],
    ['progressive.JPG', noise(3).jpeg({ progressive: true }), 'jpeg', 3, 8],
    ['cmyk.jpg', noise(3).toColourspace('cmyk').jpeg(), 'jpeg', 4, 8],
    ['rgb.tif', noise(3).tiff({ compression: 'lzw' }), 'tiff', 3, 8],
    ['rgba.tiff', noise(4).tiff({ compression: 'deflate' }), 'tiff', 4, 8],
    ['tiled.tif', noise(3).tiff({ compression: 'lzw', tile: true }), 'tiff', 3, 8],
    ['big.tif', noise(3).tiff({ compression: 'lzw', bigtiff: true }), 'tiff', 3, 8],
    ['deep.tif', noise(3).toColourspace('rgb16').tiff({ compression: 'lzw' }), 'tiff', 3, 16],
    ['grey.bmp', bitmap(8), 'bmp', 3, 8],
    ['rgb.bmp', bitmap(24), 'bmp', 3, 8],
    ['rgba.bmp', bitmap(32), 'bmp', 4, 8],
    ['top-down.bmp', topDown(bitmap(24)), 'bmp', 3, 8],
  ])('reads %s', async (name, image, format, channels, bitsPerChannel) => {
    const { header, problem } = readImageHeader(file(name, Buffer.isBuffer(image) ? image : await image.toBuffer()));
    expect(problem).toBeUndefined();
    const expected = { format, width, height, channels, depth: channels, bitsPerChannel, orientation: 1 };
    expect(header).toEqual({ ...expected, sampleType: 'unsigned' });
  });

  it('reads a float TIFF', () => {
    const { header } = readImageHeader(file('float.tif', floatTiff()));
    expect(header).toMatchObject({ width, height, channels: 1, bitsPerChannel: 32, sampleType: 'float' });
  });

  it.each(['png', 'jpeg', 'tiff'] as const)(
    'reads the EXIF orientation of a %s, and the stored size',
    async (format) => {
      const image = await noise(3).withMetadata({ orientation: 6 }).toFormat(format).toBuffer();
      expect(readImageHeader(file(`turned.${format}`, image)).header).toMatchObject({ width, height, orientation: 6 });
    },
  );

  it('finds the size of a JPEG behind a large block of metadata', async () => {
    const jpeg = await noise(3).jpeg().toBuffer();
    const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0xff, 0xff]), Buffer.alloc(65_533, 0x20)]);
    const large = Buffer.concat([jpeg.subarray(0, 2), comment, comment, jpeg.subarray(2)]);
    expect(readImageHeader(file('large.jpg', large))).toMatchObject({ header: { width, height }, problem: undefined });
  });

  it('does not take the end of an embedded thumbnail for the end of the JPEG', async () => {
    const jpeg = await noise(3).jpeg().toBuffer();
    const thumbnail = Buffer.concat([Buffer.from([0xff, 0xe1, 0, 0]), jpeg]);
    thumbnail.writeUInt16BE(2 + jpeg.length, 2);
    const whole = Buffer.concat([jpeg.subarray(0, 2), thumbnail, jpeg.subarray(2)]);
    expect(readImageHeader(file('thumb.jpg', whole)).problem).toBeUndefined();
    const cut = whole.subarray(0, whole.length - 2);
    expect(readImageHeader(file('thumb-cut.jpg', cut)).problem?.reason).toBe('truncated');
  });

  it('finds the directory of a TIFF at its end', async () => {
    const path = file('late.tif', await noise(3).tiff({ compression: 'lzw' }).resize(400, 300).toBuffer());
    expect(readImageHeader(path)).toMatchObject({ header: { width: 400, height: 300 }, problem: undefined });
  });
});

describe('problems that readImageHeader tells', () => {
  const reasonFor = (path: string) => readImageHeader(path).problem?.reason;

  it('misses a file that is not there, and cannot read a folder', () => {
    mkdirSync(join(folder, 'folder.png'));
    expect(readImageHeader(join(folder, 'nowhere.png'))).toMatchObject({
      header: undefined,
      problem: { reason: 'missing' },
    });
    expect(reasonFor(join(folder, 'folder.png'))).toBe('unreadable');
  });

  it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')('cannot read a file without permission', () => {
    const path = file('locked.png', 'x');
    chmodSync(path, 0);
    expect(reasonFor(path)).toBe('unreadable');
  });

  it('knows what is not an image, and what is one of another kind', async () => {
    expect(reasonFor(file('empty.png', ''))).toBe('not-an-image');
    expect(reasonFor(file('text.png', 'BM is how this text begins; it is no bitmap at all'))).toBe('not-an-image');
    const webp = readImageHeader(file('web.png', await noise(3).webp().toBuffer()));
    expect(webp.problem).toEqual({ reason: 'unsupported-format', values: { format: 'WebP' } });
  });

  it('sees an extension that the content belies, and still reads the header', async () => {
    const { header, problem } = readImageHeader(file('really-a-jpeg.png', await noise(3).jpeg().toBuffer()));
    expect(header).toMatchObject({ format: 'jpeg', width, height });
    expect(problem).toEqual({ reason: 'wrong-extension', values: { format: 'jpeg', extension: '.png' } });
  });

  it('sees a damaged IHDR by its checksum', async () => {
    const png = await noise(3).png().toBuffer();
    png[18] ^= 0x40;
    expect(reasonFor(file('damaged.png', png))).toBe('bad-header');
  });

  it.each(Object.keys(images))('sees that the end of %s is missing, wherever it was cut', async (name) => {
    const whole = await images[name]();
    fc.assert(
      fc.property(fc.integer({ min: 60, max: whole.length - 3 }), (length) => {
        const path = file(`cut-${name}`, whole);
        truncateSync(path, length);
        expect(reasonFor(path)).toBe('truncated');
      }),
      { numRuns: 60 },
    );
  });

  it.each(['rgb.png', 'rgb.jpg', 'rgb.bmp', 'rgb.tif'])('does not mind bytes after the end of %s', async (name) => {
    const padded = Buffer.concat([await images[name](), Buffer.alloc(100_000)]);
    expect(readImageHeader(file(`padded-${name}`, padded)).problem).toBeUndefined();
  });

  it('never throws on damaged bytes, and what it gives is sane', async () => {
    const originals = await Promise.all(
      Object.entries(images).map(async ([name, make]) => ({ name, bytes: await make() })),
    );
    const path = join(folder, 'fuzzed');
    fc.assert(
      fc.property(
        fc.constantFrom(...originals),
        fc.array(fc.tuple(fc.nat(300), fc.nat(255)), { minLength: 1, maxLength: 8 }),
        ({ bytes }, changes) => {
          const damaged = Buffer.from(bytes);
          for (const [at, value] of changes) damaged[at % damaged.length] = value;
          writeFileSync(path, damaged);
          const { header, problem } = readImageHeader(path);
          expect(header !== undefined || problem !== undefined).toBe(true);
          if (problem !== undefined) expect(headerProblemReasons).toContain(problem.reason);
          if (header !== undefined) {
            expect(header.width > 0 && header.height > 0 && header.channels > 0).toBe(true);
            expect(header.orientation >= 1 && header.orientation <= 8).toBe(true);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('closes what it opens', async () => {
    const path = file('open.png', await noise(3).png().toBuffer());
    const openFiles = () => (process.platform === 'linux' ? readdirSync('/proc/self/fd').length : 0);
    const before = openFiles();
    for (let i = 0; i < 200; i++) readImageHeader(path);
    expect(openFiles()).toBeLessThan(before + 20);
  });
});
