import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { folderMaker } from '../../../tests/dataset-folder.js';
import type { AnnotatedObject, ImageAnnotations, ImageSize } from '../types.js';
import { write } from './write.js';

const makeFolder = folderMaker();
const object: AnnotatedObject = {
  index: 0,
  line: 3,
  className: 'ship',
  polygon: [20, 20, 60, 20, 60, 40, 100 / 3, 40],
  written: { kind: 'polygon' },
};
const image = (over: Partial<ImageAnnotations>): ImageAnnotations => ({
  id: '1',
  annotationFile: 'a/1.xml',
  imageFile: 'x/1.jpg',
  objects: [object],
  problems: [],
  ...over,
});

async function written(images: ImageAnnotations[], size: ImageSize | 'unknown' = { width: 200, height: 100 }) {
  const root = makeFolder();
  const placed: string[] = [];
  const losses = await write(
    (async function* () {
      yield* images;
    })(),
    {
      root,
      classes: ['plane', 'ship'],
      placeImage: async (_, target) => void placed.push(target),
      sizeOf: () => (size === 'unknown' ? undefined : size),
    },
  );
  const text = (path: string): string => readFileSync(join(root, path), 'utf8');
  return { losses, placed, text, yaml: parseYaml(text('data.yaml')) };
}

it('writes fractions, folders per split and the YAML file', async () => {
  const { losses, placed, text, yaml } = await written([
    image({ split: 'test' }),
    image({ split: 'val', objects: [] }),
    image({ split: 'train' }),
  ]);
  expect(text('labels/train/1.txt')).toBe('1 0.1 0.2 0.3 0.2 0.3 0.4 0.1666666667 0.4\n');
  expect(text('labels/val/1.txt')).toBe('');
  expect(placed).toEqual(['images/test/1.jpg', 'images/val/1.jpg', 'images/train/1.jpg']);
  expect(yaml).toEqual({
    train: 'images/train',
    val: 'images/val',
    test: 'images/test',
    names: { 0: 'plane', 1: 'ship' },
  });
  expect(text('data.yaml')).toMatch(/^ {2}0: plane$/m);
  expect(losses).toEqual([]);
});

it('names a place for train and val whatever the splits', async () => {
  expect((await written([image({})])).yaml).toMatchObject({ train: 'images', val: 'images' });
  expect((await written([image({ split: 'trainval' })])).yaml).toMatchObject({
    train: 'images/trainval',
    val: 'images/trainval',
  });
});

it('counts what it cannot hold, and objects of images without a size', async () => {
  const horizontal = { kind: 'horizontal', xmin: 0, ymin: 0, xmax: 1, ymax: 1 } as const;
  const objects = [
    { ...object, difficulty: 2, truncated: true, written: horizontal },
    { ...object, difficulty: 0 },
  ];
  expect(
    (await written([image({ objects, imageSource: 'GF' })])).losses.map(({ what, count }) => [what, count]),
  ).toEqual([
    ['image-source', 1],
    ['difficulty', 1],
    ['truncated', 1],
    ['horizontal-as-polygon', 1],
  ]);
  const { losses, text } = await written([image({ objects })], 'unknown');
  expect(losses).toEqual([{ what: 'objects-without-image-size', count: 2, example: 'a/1.xml' }]);
  expect(text('labels/1.txt')).toBe('');
});
