import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folderMaker } from '../../../tests/dataset-folder.js';
import type { AnnotatedObject, ImageAnnotations } from '../types.js';
import { write } from './write.js';

const makeFolder = folderMaker();
const object: AnnotatedObject = {
  index: 0,
  line: 3,
  className: 'ship',
  polygon: [1, 1, 9, 1, 9, 9.25, 1, 9],
  written: { kind: 'polygon' },
};
const image = (over: Partial<ImageAnnotations>): ImageAnnotations => ({
  id: '1',
  annotationFile: 'a/1.txt',
  imageFile: 'x/1.jpg',
  objects: [object],
  problems: [],
  ...over,
});

async function written(images: ImageAnnotations[]) {
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
      sizeOf: ({ imageFile }) => (imageFile === undefined ? undefined : { width: 20, height: 10 }),
    },
  );
  const files = Object.fromEntries(
    readdirSync(join(root, 'annotations')).map((name) => [
      name,
      JSON.parse(readFileSync(join(root, 'annotations', name), 'utf8')),
    ]),
  );
  return { files, losses, placed };
}

it('writes a file per split, with ids from 1', async () => {
  const { files, losses, placed } = await written([
    image({ split: 'train', imageSource: 'GF', groundSampleDistance: 0.5 }),
    image({ split: 'train', id: '2', objects: [] }),
    image({ split: 'val', objects: [{ ...object, className: 'plane', difficulty: 2, truncated: true }] }),
  ]);
  expect(files['instances_train.json']).toEqual({
    images: [
      { id: 1, file_name: '1.jpg', width: 20, height: 10, image_source: 'GF', gsd: 0.5 },
      { id: 2, file_name: '2.jpg', width: 20, height: 10 },
    ],
    annotations: [
      {
        id: 1,
        image_id: 1,
        category_id: 2,
        segmentation: [[1, 1, 9, 1, 9, 9.25, 1, 9]],
        bbox: [1, 1, 8, 8.25],
        area: 65,
        iscrowd: 0,
      },
    ],
    categories: [
      { id: 1, name: 'plane', supercategory: '' },
      { id: 2, name: 'ship', supercategory: '' },
    ],
  });
  expect(files['instances_val.json'].annotations).toMatchObject([{ category_id: 1, difficult: 2, truncated: 1 }]);
  expect(placed).toEqual(['images/train/1.jpg', 'images/train/2.jpg', 'images/val/1.jpg']);
  expect(losses).toEqual([]);
});

it('writes valid JSON for coordinates that are no numbers, and for no objects', async () => {
  const { files } = await written([
    image({ objects: [{ ...object, polygon: [Number.NaN, 1, Infinity, 1, 9, 9, 1, 9] }] }),
  ]);
  expect(files['instances.json'].annotations[0].segmentation[0].slice(0, 3)).toEqual([null, 1, Infinity]);
  expect((await written([image({ objects: [] })])).files['instances.json'].annotations).toEqual([]);
});

it('counts what it cannot hold', async () => {
  const rotated = { kind: 'rotated', cx: 1, cy: 1, w: 2, h: 1, theta: 0 } as const;
  const { losses, files } = await written([
    image({ imageFile: undefined, objects: [{ ...object, written: rotated }] }),
    image({ id: '2', imageFile: undefined, objects: [], statedSize: { width: 7, height: 8, line: 1 } }),
  ]);
  expect(losses).toEqual([
    { what: 'image-size-missing', count: 1, example: 'a/1.txt' },
    { what: 'rotated-as-polygon', count: 1, example: 'a/1.txt:3' },
  ]);
  expect(files['instances.json'].images).toEqual([
    { id: 1, file_name: '1.png' },
    { id: 2, file_name: '2.png', width: 7, height: 8 },
  ]);
});
