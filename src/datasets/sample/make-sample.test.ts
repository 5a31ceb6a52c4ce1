import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KeelError } from '../../foundation/errors.js';
import { minimumAreaRectangle, quadIou } from '../../geometry/index.js';
import { detectFormat, openDataset, readImages } from '../index.js';
import type { ImageAnnotations } from '../types.js';
import { makeSample, manifestName } from './make-sample.js';
import { planImages } from './plan.js';
import { usualScenes } from './scenes/scenes.js';
import { type SampleFormat, sampleFormats } from './types.js';

const folder = mkdtempSync(join(tmpdir(), 'keel-sample-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Hashes of all files below a folder, by path. */
function fingerprints(root: string): Record<string, string> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files
      .map(({ parentPath, name }) => join(parentPath, name))
      .map((path): [string, string] => [
        path.slice(root.length + 1),
        createHash('sha256').update(readFileSync(path)).digest('hex'),
      ])
      .sort(),
  );
}

async function annotationsOf(root: string): Promise<ImageAnnotations[]> {
  const images: ImageAnnotations[] = [];
  for await (const image of readImages(await openDataset(root))) images.push(image);
  return images;
}

const small = { images: 7, size: 320, seed: 3 } as const;

describe.each(sampleFormats)('a clean %s sample', (format: SampleFormat) => {
  const out = join(folder, `clean-${format}`);
  let images: ImageAnnotations[];
  beforeAll(async () => {
    await makeSample({ ...small, out, format, defects: 'none' });
    images = await annotationsOf(out);
  });

  it('is recognised, in spite of its manifest, and says in it what there is', async () => {
    expect((await detectFormat(out)).best.format).toBe(format);
    const manifest = JSON.parse(readFileSync(join(out, manifestName), 'utf8'));
    expect(manifest).toMatchObject({ tool: 'keel', format, seed: 3, size: 320, images: 7, defects: [] });
    expect(manifest.objects).toBe(images.reduce((sum, { objects }) => sum + objects.length, 0));
  });

  it('has objects on every image, each wholly inside, with corners in ring order and sides of 4 px and more', () => {
    expect(images).toHaveLength(small.images);
    for (const { objects, problems, imageFile } of images) {
      expect(problems.filter(({ reason }) => reason !== 'header-line')).toEqual([]);
      expect(imageFile).toBeDefined();
      expect(objects.length).toBeGreaterThanOrEqual(3);
      for (const { polygon } of objects) {
        expect(Math.min(...polygon)).toBeGreaterThanOrEqual(0);
        expect(Math.max(...polygon)).toBeLessThanOrEqual(small.size);
        const rectangle = minimumAreaRectangle(polygon);
        if (rectangle.kind !== 'rectangle') throw new Error(`a ${rectangle.kind} in a clean sample`);
        expect(Math.min(rectangle.box.w, rectangle.box.h)).toBeGreaterThanOrEqual(4);
      }
    }
  });

  it('has no two boxes that overlap by more than rounding', () => {
    for (const { objects } of images) {
      for (const [index, { polygon }] of objects.entries()) {
        for (const other of objects.slice(index + 1)) expect(quadIou(polygon, other.polygon)).toBeLessThan(0.2);
      }
    }
  });

  it('comes out the same to the last byte from the same seed, and differs with another', async () => {
    const [again, other] = [join(folder, `again-${format}`), join(folder, `other-${format}`)];
    await makeSample({ ...small, out: again, format, defects: 'none' });
    await makeSample({ ...small, out: other, format, defects: 'none', seed: 4 });
    expect(fingerprints(again)).toEqual(fingerprints(out));
    const [ours, theirs] = [fingerprints(out), fingerprints(other)];
    expect(Object.keys(theirs)).toEqual(Object.keys(ours));
    const alike = Object.keys(ours).filter((path) => ours[path] === theirs[path]);
    expect(alike.filter((path) => !path.startsWith('ImageSets/'))).toEqual([]);
  });

  it('has the same first images however many there are', async () => {
    const fewer = join(folder, `fewer-${format}`);
    await makeSample({ ...small, out: fewer, format, defects: 'none', images: 3 });
    const [all, some] = [fingerprints(out), fingerprints(fewer)];
    const shared = Object.keys(some).filter((path) => path !== manifestName && !path.startsWith('ImageSets/'));
    expect(shared.length).toBeGreaterThanOrEqual(6);
    for (const path of shared) expect(some[path], path).toBe(all[path]);
  });
});

it('writes DIOR-R as it is downloaded: whole numbers, lists, and horizontal boxes beside the oriented ones', async () => {
  const out = join(folder, 'clean-dior');
  const [image] = await annotationsOf(out);
  expect(image.annotationFile).toBe('Annotations/Oriented Bounding Boxes/00001.xml');
  expect(image.objects.every(({ polygon }) => polygon.every(Number.isInteger))).toBe(true);
  expect(readFileSync(join(out, 'ImageSets/Main/test.txt'), 'utf8')).toBe('00004\n');
  const horizontal = await openDataset(out, { variant: 'horizontal' });
  expect(horizontal.sources).toHaveLength(small.images);
});

it('gives every split every scene', () => {
  for (const format of sampleFormats) {
    const planned = planImages(format, 35, 800, 7);
    for (const split of new Set(planned.map((image) => image.split))) {
      const scenes = new Set(planned.filter((image) => image.split === split).map(({ scene }) => scene));
      expect(scenes.size, `${format} ${split}`).toBe(usualScenes.length);
    }
  }
});

describe('wrong use', () => {
  const attempt = (options: object) => makeSample({ out: join(folder, 'wrong'), ...small, ...options });

  it.each([
    [{ images: 0 }, 'sample/out-of-range'],
    [{ size: 255 }, 'sample/out-of-range'],
    [{ size: 300.5 }, 'sample/out-of-range'],
    [{ seed: Number.NaN }, 'sample/out-of-range'],
    [{ defects: ['no-such-thing'] }, 'sample/unknown-defect'],
    [{ defects: ['missing-size'], format: 'dota' }, 'sample/unknown-defect'],
    [{ images: 1, defects: ['V11'] }, 'sample/no-room'],
    [{ out: folder }, 'files/exists'],
  ])('%j is refused with %s and leaves nothing behind', async (options, code) => {
    await expect(attempt(options)).rejects.toSatisfy((error) => error instanceof KeelError && error.code === code);
    expect(existsSync(join(folder, 'wrong'))).toBe(false);
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});
