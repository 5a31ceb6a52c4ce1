import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folderMaker } from '../../../tests/dataset-folder.js';
import type { AnnotatedObject, ImageAnnotations } from '../types.js';
import { write } from './write.js';

const makeFolder = folderMaker();
const base: AnnotatedObject = {
  index: 0,
  line: 7,
  className: 'ship',
  polygon: [1, 2, 30.5, 2, 30.5, 4.1234567, 1, 4],
  written: { kind: 'polygon' },
  difficulty: 1,
};
const image = (over: Partial<ImageAnnotations>): ImageAnnotations => ({
  id: 'P1',
  annotationFile: 'a/P1.xml',
  objects: [base],
  problems: [],
  ...over,
});

async function written(images: ImageAnnotations[], classes: string[] = ['ship']) {
  const root = makeFolder();
  const placed: string[] = [];
  const losses = await write(
    (async function* () {
      yield* images;
    })(),
    { root, classes, placeImage: async (_, target) => void placed.push(target), sizeOf: () => undefined },
  );
  return { losses, placed, text: (path: string) => readFileSync(join(root, path), 'utf8') };
}

it('writes one decimal, and more only where the value has them', async () => {
  const { text, losses, placed } = await written([image({ imageFile: 'x/P1.bmp' })]);
  expect(text('labelTxt/P1.txt')).toBe('1.0 2.0 30.5 2.0 30.5 4.1234567 1.0 4.0 ship 1\n');
  expect(text('classes.txt')).toBe('ship\n');
  expect([losses, placed]).toEqual([[], ['images/P1.bmp']]);
});

it('writes splits, headers and empty files', async () => {
  const { text, losses } = await written([
    image({ split: 'train', imageSource: 'GF', objects: [] }),
    image({ split: 'val', groundSampleDistance: 0.5, objects: [] }),
    image({ split: 'val', id: 'P2', objects: [] }),
  ]);
  expect(text('train/labelTxt/P1.txt')).toBe('imagesource:GF\ngsd:null\n');
  expect(text('val/labelTxt/P1.txt')).toBe('imagesource:unknown\ngsd:0.5\n');
  expect(text('val/labelTxt/P2.txt')).toBe('');
  expect(losses).toEqual([]);
});

it('writes no header for a window, which would stop a training run', async () => {
  const { text, losses } = await written([image({ id: 'P1__1024__0___0', imageSource: 'GF', objects: [] })]);
  expect(text('labelTxt/P1__1024__0___0.txt')).toBe('');
  expect(losses).toEqual([{ what: 'image-source', count: 1, example: 'a/P1.xml' }]);
});

it('counts what it cannot hold', async () => {
  const rotated = { kind: 'rotated', cx: 1, cy: 1, w: 2, h: 1, theta: 0 } as const;
  const { text, losses } = await written([
    image({
      objects: [
        { ...base, className: 'storage tank', truncated: true, written: rotated, difficulty: undefined },
        { ...base, line: 8, truncated: true },
      ],
    }),
  ]);
  expect(text('labelTxt/P1.txt')).toMatch(/ storage-tank 0\n/);
  expect(losses).toEqual([
    { what: 'difficulty-assumed', count: 1, example: 'a/P1.xml:7' },
    { what: 'truncated', count: 2, example: 'a/P1.xml:7' },
    { what: 'rotated-as-polygon', count: 1, example: 'a/P1.xml:7' },
    { what: 'class-renamed', count: 1, example: 'a/P1.xml:7' },
  ]);
});

it('gives every image a file of its own, inside the folder', async () => {
  const { text, placed, losses } = await written([
    image({ id: '../evil', objects: [] }),
    image({ id: 'p1', imageFile: 'a/p1.png' }),
    image({ id: 'P1', imageFile: 'b/P1.png', objects: [] }),
  ]);
  expect(text('labelTxt/__evil.txt')).toBe('');
  expect(text('labelTxt/p1.txt')).not.toBe('');
  expect(text('labelTxt/P1-2.txt')).toBe('');
  expect(placed).toEqual(['images/p1.png', 'images/P1-2.png']);
  expect(losses).toEqual([{ what: 'image-renamed', count: 2, example: 'a/P1.xml' }]);
});
