import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ImageAnnotations } from '../types.js';
import { diorFormat } from './index.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'keel-dior-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('writing', () => {
  it('counts what it cannot hold', async () => {
    const object = { index: 0, line: 7, className: 'Ship', polygon: [0, 0, 9, 1, 9, 5, 0, 4] as const };
    const images: ImageAnnotations[] = [
      {
        id: 'a/b',
        annotationFile: 'a/b.txt',
        imageFile: 'b.png',
        imageSource: 'GoogleEarth',
        objects: [
          { ...object, written: { kind: 'polygon' } },
          { ...object, written: { kind: 'rotated', cx: 1, cy: 1, w: 1, h: 1, theta: 0 } },
        ],
        problems: [],
      },
    ];
    const placed: string[] = [];
    const losses = await diorFormat.write(
      (async function* () {
        yield* images;
      })(),
      {
        root,
        classes: ['Ship', 'tank'],
        sizeOf: () => undefined,
        placeImage: async (_image, target) => void placed.push(target),
      },
    );
    expect(losses).toEqual([
      { what: 'image-source', count: 1, example: 'a/b.txt' },
      { what: 'image-renamed', count: 1, example: 'a/b.txt' },
      { what: 'image-size-missing', count: 1, example: 'a/b.txt' },
      { what: 'image-type', count: 1, example: 'a/b.txt' },
      { what: 'difficulty-assumed', count: 2, example: 'a/b.txt:7' },
      { what: 'rotated-as-polygon', count: 1, example: 'a/b.txt:7' },
    ]);
    expect(placed).toEqual(['JPEGImages-trainval/a_b.png']);
    expect(readFileSync(join(root, 'ImageSets/Main/trainval.txt'), 'utf8')).toBe('a_b\n');
    expect(readFileSync(join(root, 'classes.txt'), 'utf8')).toBe('Ship\ntank\n');
  });
});
