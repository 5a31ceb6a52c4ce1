import { expect, it } from 'vitest';
import { folderMaker } from '../../../tests/dataset-folder.js';
import { listFolder } from './folder.js';
import { ImageIndex } from './pairing.js';
import { pairSources } from './sources.js';

const makeFolder = folderMaker();

function pair(files: readonly string[], imageFolder?: string) {
  const root = makeFolder(Object.fromEntries(files.map((file) => [file, 'x'])));
  const listing = listFolder(root);
  const labels = [...listing.folders.values()].flat().filter(({ extension }) => extension === '.txt');
  const annotated = labels.map((file) => ({ file, split: undefined, ...(imageFolder && { imageFolder }) }));
  return pairSources(root, annotated, new ImageIndex(listing));
}

it('finds the image that shares most folders', () => {
  const { sources } = pair(['train/labelTxt/1.txt', 'val/labelTxt/1.txt', 'train/images/1.png', 'val/images/1.PNG']);
  expect(sources.map(({ imageFile }) => imageFile)).toEqual(['train/images/1.png', 'val/images/1.PNG']);
});

it('prefers the folder that the format names', () => {
  const { sources } = pair(['labels/val/1.txt', 'images/train/1.jpg', 'images/val/1.jpg'], 'images/val');
  expect(sources[0].imageFile).toBe('images/val/1.jpg');
});

it('names what is left over, but no folder of images without any annotation', () => {
  const { unpaired } = pair(['labels/1.txt', 'labels/2.txt', 'images/1.jpg', 'images/3.jpg', 'test/9.jpg']);
  expect(unpaired).toEqual([
    { kind: 'annotation-without-image', item: 'labels/2.txt' },
    { kind: 'image-without-annotation', item: 'images/3.jpg' },
  ]);
});

it('finds nothing unpaired where there are no images at all', () => {
  expect(pair(['labels/1.txt']).unpaired).toEqual([]);
});
