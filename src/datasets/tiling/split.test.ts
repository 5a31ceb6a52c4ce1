import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { encode } from 'fast-bmp';
import sharp from 'sharp';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { loadRgb } from '../images/index.js';
import { splitDataset } from './split.js';

const folder = mkdtempSync(join(tmpdir(), 'keel-split-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let source: string;
let target: string;
let run = 0;

beforeEach(() => {
  source = join(folder, `source-${++run}`);
  target = join(folder, `target-${run}`);
  mkdirSync(join(source, 'images'), { recursive: true });
  mkdirSync(join(source, 'labelTxt'), { recursive: true });
});

const label = (name: string, ...lines: string[]) =>
  writeFileSync(join(source, 'labelTxt', `${name}.txt`), lines.map((line) => `${line}\n`).join(''));
const labelsOf = (name: string) => readFileSync(join(target, 'labelTxt', `${name}.txt`), 'utf8');
const names = (part: string) => readdirSync(join(target, part)).sort();

/** Every pixel says where it is: red its column, green its row, of 256. */
function located(width: number, height: number): Buffer {
  return Buffer.from(
    Array.from({ length: width * height }, (_, i) => [(i % width) % 256, Math.floor(i / width) % 256, 7]).flat(),
  );
}

const raw = (width: number, height: number) =>
  sharp(located(width, height), { raw: { width, height, channels: 3 as const } });

describe('splitDataset', () => {
  it('writes windows with their pixels and objects as a DOTA dataset', async () => {
    await raw(230, 130)
      .png()
      .toFile(join(source, 'images', 'P1.png'));
    label(
      'P1',
      'imagesource:GoogleEarth',
      'gsd:0.1',
      '10 10 30 10 30 20 10 20 ship 1',
      '90 90 125 90 125 110 90 110 plane 0',
    );
    const result = await splitDataset(source, target, { size: 100, overlap: 20 });
    expect(result).toMatchObject({
      source,
      target,
      format: 'dota',
      to: 'dota',
      images: 1,
      windows: 6,
      emptyWindows: 4,
      objects: { read: 2, written: 2, cut: 0, lost: { 'no-area': 0, 'not-finite': 0, 'cut-everywhere': 0 } },
      problems: [],
      losses: [],
    });
    expect(names('images')).toEqual(names('labelTxt').map((name) => name.replace('.txt', '.png')));
    expect(names('images')).toContain('P1__100__130___30.png');
    expect(labelsOf('P1__100__0___0')).toBe('10.0 10.0 30.0 10.0 30.0 20.0 10.0 20.0 ship 1\n');
    expect(labelsOf('P1__100__80___30')).toBe('10.0 60.0 45.0 60.0 45.0 80.0 10.0 80.0 plane 0\n');
    expect(labelsOf('P1__100__130___0')).toBe('');
    const { data, width, height } = await loadRgb(join(target, 'images', 'P1__100__130___30.png'));
    expect([width, height, ...data.subarray(0, 3), ...data.subarray(-3)]).toEqual([100, 100, 130, 30, 7, 229, 129, 7]);
    expect(statSync(target).mode & 0o777).toBe(statSync(source).mode & 0o777);
  });

  it('marks an object that a border cuts, and says which no window keeps', async () => {
    await raw(100, 100)
      .png()
      .toFile(join(source, 'images', 'P1.png'));
    label(
      'P1',
      '-5 10 20 10 20 20 -5 20 ship 0',
      '10 10 40 10 40 10 10 10 ship 0',
      '10 10 nan 10 40 20 10 20 ship 0',
      '-90 10 20 10 20 20 -90 20 ship 0',
    );
    const { objects } = await splitDataset(source, target, { size: 100, overlap: 20 });
    expect(labelsOf('P1__100__0___0')).toBe('-5.0 10.0 20.0 10.0 20.0 20.0 -5.0 20.0 ship 2\n');
    const lost = { 'no-area': 1, 'not-finite': 1, 'cut-everywhere': 1 };
    expect(objects).toEqual({ read: 4, written: 1, cut: 1, lost });
  });

  it('fills what lies beyond the image, or leaves the window smaller', async () => {
    await raw(80, 90)
      .png()
      .toFile(join(source, 'images', 'P1.png'));
    label('P1');
    await splitDataset(source, target, { size: 100, overlap: 20, padding: [1, 2, 3] });
    const padded = await loadRgb(join(target, 'images', 'P1__100__0___0.png'));
    expect(padded).toMatchObject({ width: 100, height: 100 });
    const pixel = (x: number, y: number) => [...padded.data.subarray((y * 100 + x) * 3, (y * 100 + x) * 3 + 3)];
    expect([pixel(79, 89), pixel(80, 0), pixel(0, 90)]).toEqual([
      [79, 89, 7],
      [1, 2, 3],
      [1, 2, 3],
    ]);
    await splitDataset(source, `${target}-bare`, { size: 100, overlap: 20, padding: false });
    expect(await loadRgb(join(`${target}-bare`, 'images', 'P1__100__0___0.png'))).toMatchObject({
      width: 80,
      height: 90,
    });
  });

  it('goes on without images that are missing or broken, and without objects it cannot read', async () => {
    await raw(50, 50)
      .png()
      .toFile(join(source, 'images', 'P1.png'));
    writeFileSync(join(source, 'images', 'P2.png'), 'no image');
    const cut = await raw(50, 50).png().toBuffer();
    writeFileSync(join(source, 'images', 'P3.png'), cut.subarray(0, cut.length - 20));
    const damaged = await raw(50, 50).png().toBuffer();
    damaged.fill(0xaa, damaged.indexOf('IDAT') + 8, damaged.length - 16);
    writeFileSync(join(source, 'images', 'P4.png'), damaged);
    for (const name of ['P1', 'P2', 'P3', 'P4', 'P5']) {
      label(name, '10 10 30 10 30 20 10 20 ship 1', '10 10 --3 10 30 20 10 20 ship 1');
    }
    const { images, windows, objects, problems } = await splitDataset(source, target, { size: 50, overlap: 0 });
    expect({ images, windows, read: objects.read }).toEqual({ images: 1, windows: 1, read: 1 });
    expect(names('images')).toEqual(['P1__50__0___0.png']);
    const told = problems.map(({ file, reason, line }) => [file, reason, line]);
    expect(told).toEqual([
      ['labelTxt/P1.txt', 'unread-objects', 2],
      ['images/P2.png', 'unreadable-image', undefined],
      ['labelTxt/P2.txt', 'unread-objects', 2],
      ['images/P3.png', 'unreadable-image', undefined],
      ['labelTxt/P3.txt', 'unread-objects', 2],
      ['images/P4.png', 'unreadable-image', undefined],
      ['labelTxt/P4.txt', 'unread-objects', 2],
      ['labelTxt/P5.txt', 'no-image', undefined],
      ['labelTxt/P5.txt', 'unread-objects', 2],
    ]);
    expect(problems[1].values).toEqual({ detail: 'not-an-image' });
    expect(problems[3].values).toEqual({ detail: 'truncated' });
  });

  it('cuts BMP and JPEG, images without labels, and writes JPEG on request', async () => {
    const data = located(60, 60);
    const bmp = encode({ width: 60, height: 60, data, bitsPerPixel: 24, channels: 3, components: 3 });
    writeFileSync(join(source, 'images', 'P1.bmp'), bmp);
    await raw(60, 60)
      .jpeg()
      .toFile(join(source, 'images', 'P2.jpg'));
    label('P1', '10 10 30 10 30 20 10 20 ship 1');
    const result = await splitDataset(source, target, { size: 50, overlap: 10, imageType: 'jpg' });
    expect(result).toMatchObject({ images: 2, windows: 8, problems: [] });
    expect(names('images')).toHaveLength(8);
    expect(names('images').every((name) => name.endsWith('.jpg'))).toBe(true);
    expect(labelsOf('P2__50__0___0')).toBe('');
  });

  it('resizes images by the rate on request, with the objects', async () => {
    await raw(80, 60)
      .png()
      .toFile(join(source, 'images', 'P1.png'));
    label('P1', '10 10 30 10 30 20 10 20 ship 1');
    await splitDataset(source, target, { size: 100, overlap: 20, rates: [2], resize: true });
    expect(names('images')).toEqual(
      [0, 20].map((y) => `P1__2__0___${y}.png`).concat([0, 20].map((y) => `P1__2__60___${y}.png`)),
    );
    expect(labelsOf('P1__2__0___0')).toBe('20.0 20.0 60.0 20.0 60.0 40.0 20.0 40.0 ship 1\n');
    const { data } = await loadRgb(join(target, 'images', 'P1__2__0___0.png'));
    const middle = (50 * 100 + 60) * 3;
    expect(data[middle]).toBeCloseTo(30, -0.5);
    expect(data[middle + 1]).toBeCloseTo(25, -0.5);
  });

  it('cuts a folder of images without annotations', async () => {
    const images = join(source, 'images');
    await raw(80, 60).png().toFile(join(images, 'P1.png'));
    await raw(40, 40).png().toFile(join(images, 'P2.png'));
    writeFileSync(join(images, 'notes.md'), 'not an image');
    const result = await splitDataset(images, target, { size: 50, overlap: 10, unlabelled: true });
    expect(result).toMatchObject({ format: 'images', images: 2, windows: 5, objects: { read: 0 }, problems: [] });
    expect(names('labelTxt')).toHaveLength(5);
  });

  it('writes other formats, and counts progress up to the total', async () => {
    await raw(80, 60)
      .png()
      .toFile(join(source, 'images', 'P1.png'));
    await raw(80, 60)
      .png()
      .toFile(join(source, 'images', 'P2.png'));
    label('P1', '10 10 30 10 30 20 10 20 ship 1');
    label('P2', '10 10 30 10 30 20 10 20 plane 0');
    const progress: number[][] = [];
    const onProgress = (done: number, total: number) => progress.push([done, total]);
    await splitDataset(source, target, { size: 50, overlap: 10, to: 'yolo-obb', onProgress });
    expect(progress).toEqual([
      [1, 2],
      [2, 2],
    ]);
    expect(existsSync(join(target, 'data.yaml'))).toBe(true);
    expect(names('labels')).toContain('P1__50__0___0.txt');
  });

  it.each([
    [{ overlap: 1024 }, 'tiling/overlap-too-large'],
    [{ rates: [-1] }, 'tiling/bad-rate'],
    [{ keptShare: 1.5 }, 'tiling/bad-share'],
    [{ imageShare: Number.NaN }, 'tiling/bad-share'],
    [{ unlabelled: true }, 'tiling/no-images'],
  ])('refuses %o and writes nothing', async (options, code) => {
    label('P1', '10 10 30 10 30 20 10 20 ship 1');
    await expect(splitDataset(source, target, options)).rejects.toMatchObject({ code });
    expect(readdirSync(folder).filter((name) => name.includes(`target-${run}`))).toEqual([]);
  });

  it('leaves nothing behind when a write fails, and never writes over something', async () => {
    await raw(50, 50)
      .png()
      .toFile(join(source, 'images', 'P1.png'));
    label('P1');
    const unwritable = join(source, 'labelTxt', 'P1.txt', 'target');
    await expect(splitDataset(source, unwritable)).rejects.toMatchObject({ code: 'files/unwritable' });
    mkdirSync(target);
    await expect(splitDataset(source, target)).rejects.toMatchObject({ code: 'files/exists' });
    expect(readdirSync(target)).toEqual([]);
  });
});

const example = fileURLToPath(new URL('../../../../shared/realdata/dota/devkit_example', import.meta.url));

/**
 * What MMRotate's own `tools/data/dota/split/img_split.py` (commit b030f38) writes for the example of DOTA_devkit, in
 * the form of `digestOf`: SHA-256, windows, objects, and objects with difficulty 2.
 */
const references = [
  {
    arguments: '--sizes 1024 --gaps 200',
    options: {},
    sha256: '97fc4e4a89f42cd3d6b02674dd4946ce0ad470bb9293917694fc1709f92f50b6',
    counts: [5, 2060, 33],
  },
  {
    arguments: '--sizes 1024 --gaps 500 --rates 0.5 1.0 1.5',
    options: { overlap: 500, rates: [0.5, 1, 1.5] },
    sha256: 'a89c7d9ba79c6e726f7cca7a899cb0ad337ba3dcd4f1d929116f7c220c209b34',
    counts: [15, 4265, 148],
  },
  {
    arguments: '--sizes 512 --gaps 100 --no-padding',
    options: { size: 512, overlap: 100, padding: false as const },
    sha256: 'db1a4dd3121b677b5fcda1498545ec6aef6266f9620d16b6799c3851914cea13',
    counts: [13, 1288, 94],
  },
  {
    arguments: '--sizes 200 --gaps 50 --rates 1 0.7',
    options: { size: 200, overlap: 50, rates: [1, 0.7] },
    sha256: '3f17c57c359dd9e87b826ba03a4b1259ff6eb1a1f869f3ded2f4076df33e9c14',
    counts: [123, 2126, 398],
  },
];

describe.skipIf(!existsSync(example))('beside the public splitter (needs ../shared/realdata)', () => {
  it.each(references)('gives the same windows and boxes for $arguments', async ({ options, sha256, counts }) => {
    const result = await splitDataset(example, target, options);
    const digest = digestOf(join(target, 'labelTxt'));
    expect([digest.windows, digest.objects, digest.cut]).toEqual(counts);
    expect(digest.sha256).toBe(sha256);
    expect([result.windows, result.objects.written, result.objects.cut]).toEqual(counts);
    expect(result.problems.map(({ reason }) => reason)).toEqual(Array(5).fill('no-image'));
  });
});

/** Windows by name; of each its name and its sorted lines: coordinates with one decimal, class, difficulty. */
function digestOf(labels: string) {
  const files = readdirSync(labels).sort();
  const lines = files.map((file) =>
    readFileSync(join(labels, file), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const tokens = line.split(' ');
        return `${tokens
          .slice(0, 8)
          .map((token) => Number(token).toFixed(1))
          .join(' ')} ${tokens[8]} ${tokens[9]}\n`;
      })
      .sort(),
  );
  const text = files.map((file, index) => `${file.slice(0, -4)}\n${lines[index].join('')}`).join('');
  return {
    sha256: createHash('sha256').update(text).digest('hex'),
    windows: files.length,
    objects: lines.flat().length,
    cut: lines.flat().filter((line) => line.endsWith(' 2\n')).length,
  };
}
