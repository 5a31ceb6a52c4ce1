import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sample as wording } from '../../../foundation/wording/sample.js';
import { clipToImage, hullArea, minimumAreaRectangle, polygonArea, visibleFraction } from '../../../geometry/index.js';
import type { Quad } from '../../../geometry/types.js';
import { makeSample } from '../make-sample.js';
import { type PlacedDefect, type SampleManifest, sampleFormats } from '../types.js';
import { defectsByName, selectDefects } from './defects.js';

const folder = mkdtempSync(join(tmpdir(), 'keel-defects-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const size = 320;

describe.each(sampleFormats)('defects of a %s sample', (format) => {
  const root = join(folder, format);
  const sound = join(folder, `${format}-sound`);
  let manifest: SampleManifest;
  beforeAll(async () => {
    manifest = await makeSample({ out: root, format, images: 7, size, seed: 5 });
    await makeSample({ out: sound, format, images: 7, size, seed: 5, defects: 'none' });
  });

  const places = (name: string): PlacedDefect[] => manifest.defects.filter((place) => place.name === name);
  const text = (file: string, of = root): string => readFileSync(join(of, file), 'utf8');

  /** An object's eight coordinates and its class, as the file spells them; read without Keel's readers. */
  function fields({ file, object }: PlacedDefect, of = root): { corners: string[]; className: string } {
    if (format === 'dota') {
      const line = text(file, of)
        .split('\n')
        .filter((row) => !row.includes(':'))[object as number];
      return { corners: line.split(' ').slice(0, 8), className: line.split(' ')[8] };
    }
    const block = text(file, of).split('<object>')[(object as number) + 1];
    return {
      corners: [...block.matchAll(/<[xy]_(?:left|right)_(?:top|bottom)>(.*?)</g)].map(([, value]) => value),
      className: /<name>(.*?)</.exec(block)?.[1] ?? '',
    };
  }
  const quad = (place: PlacedDefect, of = root): Quad => fields(place, of).corners.map(Number) as unknown as Quad;
  const box = (place: PlacedDefect) => {
    const rectangle = minimumAreaRectangle(quad(place));
    if (rectangle.kind !== 'rectangle') throw new Error(`a ${rectangle.kind}`);
    return rectangle.box;
  };
  const shortSide = (place: PlacedDefect) => Math.min(box(place).w, box(place).h);
  const imageOf = ({ image }: PlacedDefect, extension: string) =>
    format === 'dior'
      ? join(root, 'JPEGImages-trainval', `${image}.${extension}`)
      : join(root, 'train/images', `${image}.${extension}`);
  const extension = format === 'dior' ? 'jpg' : 'png';

  /** What makes each defect real. */
  const truths: Record<string, (place: PlacedDefect) => void | Promise<void>> = {
    'zero-height': (place) => {
      const [x1, y1, x2, y2, x3, y3, x4, y4] = quad(place);
      expect([y2, y3, y4]).toEqual([y1, y1, y1]);
      expect([x3, x4]).toEqual([x2, x1]);
      expect(x2).toBeGreaterThan(x1);
    },
    'collinear-corners': (place) => expect(minimumAreaRectangle(quad(place)).kind).toBe('segment'),
    'point-box': (place) => expect(minimumAreaRectangle(quad(place)).kind).toBe('point'),
    'needle-box': (place) => expect(shortSide(place)).toBeCloseTo(0.002, 5),
    'sub-pixel-box': (place) => expect(shortSide(place)).toBeCloseTo(0.1, 4),
    'thin-box': (place) => expect(shortSide(place)).toBeCloseTo(1, 6),
    'nan-coordinate': (place) => expect(fields(place).corners).toContain('nan'),
    'infinite-coordinate': (place) => expect(fields(place).corners).toContain('1e999'),
    'joined-digits': (place) => {
      const { corners } = fields(place);
      expect(Number(corners[2])).toBeGreaterThan(1e5);
      expect(corners[2].startsWith(String(Math.round(quad(place, sound)[2])))).toBe(true);
    },
    'crossed-corners': (place) => {
      expect(polygonArea(quad(place))).toBeLessThan(0.5 * hullArea(quad(place)));
      expect([...fields(place).corners].sort()).toEqual([...fields(place, sound).corners].sort());
    },
    'sheared-box': (place) => {
      expect(hullArea(quad(place))).toBeLessThan(0.7 * box(place).w * box(place).h);
      expect(shortSide(place)).toBeGreaterThanOrEqual(4);
    },
    'centre-outside': (place) => {
      expect(box(place).cx).toBeLessThan(0);
      expect(visibleFraction(quad(place), size, size)).toBeGreaterThan(0.1);
    },
    'wholly-outside': (place) => expect(clipToImage(quad(place), size, size)).toHaveLength(0),
    'corner-outside': (place) => {
      expect(Math.min(box(place).cx, box(place).cy)).toBeGreaterThan(0);
      expect(visibleFraction(quad(place), size, size)).toBeLessThan(0.5);
    },
    'misspelt-class': (place) => {
      const [wrong, right] = [fields(place).className, fields(place, sound).className];
      expect(wrong).not.toBe(right);
      expect(wrong.startsWith(right)).toBe(true);
      expect(Object.keys(manifest.objectsByClass)).not.toContain(wrong);
    },
    'duplicate-box': (place) => {
      const others = [...Array(place.object).keys()].map((object) => fields({ ...place, object }));
      expect(others).toContainEqual(fields(place));
    },
    'bad-number': (place) => expect(fields(place).corners).toContain('--5'),
    'missing-coordinate': (place) => {
      const numbers = fields(place).corners.filter((value) => !Number.isNaN(Number(value)));
      expect(numbers).toHaveLength(7);
    },
    'wrong-size': ({ file }) => expect(text(file)).toMatch(/<width>544<\/width>\s*<height>544<\/height>/),
    'missing-size': ({ file }) => expect(text(file)).not.toMatch(/<size>|<width>/),
    'cut-xml': ({ file }) => expect(text(file)).not.toContain('</annotation>'),
    'missing-difficulty': ({ file }) => {
      const lines = text(file)
        .trim()
        .split('\n')
        .filter((row) => !row.includes(':'));
      expect(lines.filter((row) => row.split(' ').length === 9)).toHaveLength(1);
    },
    'header-in-split-file': ({ file, image }) => {
      expect(image).toMatch(/__320__0___0$/);
      expect(text(file)).toMatch(/^imagesource:.*\ngsd:/);
    },
    'only-bad-boxes': (place) => {
      if (place.object === undefined) expect(text(place.file).match(/<object>| \d\n/g) ?? []).toHaveLength(3);
      else expect(minimumAreaRectangle(quad(place)).kind).not.toBe('rectangle');
    },
    'crowded-image': ({ file }) => expect(text(file).match(/<object>| \d\n/g)?.length).toBeGreaterThan(500),
    'cut-image': async (place) => {
      expect(statSync(imageOf(place, extension)).size).toBeGreaterThan(1000);
      await expect(sharp(imageOf(place, extension), { failOn: 'truncated' }).raw().toBuffer()).rejects.toThrow();
    },
    'page-for-image': (place) => expect(readFileSync(imageOf(place, extension), 'utf8')).toMatch(/^<!DOCTYPE html>/),
    'sixteen-bit-image': async (place) => {
      const { depth, format: type } = await sharp(imageOf(place, 'png')).metadata();
      expect([type, depth]).toEqual(['png', 'ushort']);
      if (format === 'dior') expect(existsSync(imageOf(place, 'jpg'))).toBe(false);
    },
    'constant-image': async (place) => {
      const { channels } = await sharp(imageOf(place, extension)).stats();
      expect(channels.every(({ min, max }) => min === max)).toBe(true);
    },
    'missing-image': (place) => {
      expect(existsSync(imageOf(place, extension))).toBe(false);
      if (format === 'dior') expect(text(place.file).split('\n')).toContain(place.image);
      else expect(existsSync(join(root, place.file))).toBe(true);
    },
    'missing-annotation': (place) => {
      expect(existsSync(imageOf(place, extension))).toBe(true);
      expect(existsSync(join(root, 'Annotations/Oriented Bounding Boxes', `${place.image}.xml`))).toBe(false);
      expect(text(place.file).split('\n')).toContain(place.image);
    },
    'duplicate-image': ({ image }) => {
      const [first, copy] =
        format === 'dior'
          ? ['JPEGImages-trainval/00001.jpg', `JPEGImages-trainval/${image}.jpg`]
          : ['train/images/P0000.png', `val/images/${image}.png`];
      expect(readFileSync(join(root, copy)).equals(readFileSync(join(root, first)))).toBe(true);
      if (format === 'dior') expect(text('ImageSets/Main/val.txt').split('\n')).toContain(image);
    },
  };

  it.each(selectDefects('all', format).selected)('%s is in the files', async (name) => {
    expect(places(name).length).toBeGreaterThan(0);
    for (const place of places(name)) await truths[name](place);
  });

  it('spoils nothing else: every other object of the sound images is as it was', () => {
    const spoilt = new Set(manifest.defects.map(({ file, object }) => `${file}:${object}`));
    const touched = new Set(manifest.defects.map(({ file }) => file));
    const annotations = [...new Set(manifest.defects.map(({ file }) => file))].filter((file) =>
      existsSync(join(sound, file)),
    );
    let compared = 0;
    for (const file of annotations.filter((name) => !name.includes('ImageSets'))) {
      const count = text(file, sound).split(format === 'dior' ? '<object>' : /(?<= \d)\n/).length - 1;
      for (let object = 0; object < count; object++) {
        if (spoilt.has(`${file}:${object}`)) continue;
        const place = { file, object } as PlacedDefect;
        expect(fields(place), `${file} #${object}`).toEqual(fields(place, sound));
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(50);
    expect(touched.size).toBeGreaterThan(5);
  });
});

it('horizontal-boxes makes every box of the dataset a horizontal one', async () => {
  const root = join(folder, 'horizontal');
  await makeSample({ out: root, format: 'dota', images: 3, size, defects: ['horizontal-boxes'] });
  const labels = ['train/labelTxt/P0000.txt', 'val/labelTxt/P0001.txt', 'train/labelTxt/P0002.txt'];
  const rows = labels.flatMap((file) => readFileSync(join(root, file), 'utf8').trim().split('\n'));
  const boxes = rows.filter((row) => !row.includes(':')).map((row) => row.split(' ').slice(0, 8).map(Number));
  expect(boxes.length).toBeGreaterThan(10);
  for (const [x1, y1, x2, y2, x3, y3, x4, y4] of boxes) expect([y2, x3, x4, y4]).toEqual([y1, x2, x1, y3]);
});

it('defects can be picked by name and by the code of the rule that finds them', () => {
  expect(selectDefects(['V4', 'zero-height'], 'dior').selected).toEqual(['zero-height', 'thin-box']);
  expect(selectDefects(['V1'], 'dior').selected).toEqual(['zero-height', 'collinear-corners', 'point-box']);
  expect(selectDefects(['D7'], 'dior').selected).toEqual(['horizontal-boxes']);
  expect(selectDefects('all', 'dota').selected).not.toContain('horizontal-boxes');
  expect(selectDefects('none', 'dota').selected).toEqual([]);
  expect(selectDefects(['V1', 'V99'], 'dota').unknown).toBe('V99');
});

it('every defect is explained in words', () => {
  for (const name of Object.keys(defectsByName)) expect(wording.en, name).toHaveProperty([`defect.${name}`]);
});
