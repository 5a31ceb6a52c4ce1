import { describe, expect, it } from 'vitest';
import { type ImageSet, listedForSeveralSplits, readImageSets } from './image-sets.js';

const list = (split: string, ...items: string[]): ImageSet => ({
  file: `ImageSets/Main/${split}.txt`,
  split,
  entries: items.map((item, index) => ({ item, line: index + 1 })),
});

describe('listedForSeveralSplits', () => {
  it('names an image of train that is in test too, with the place in the later list', () => {
    expect(listedForSeveralSplits([list('test', '7', '2.jpg'), list('train', '1', '2')])).toEqual([
      { item: '2.jpg', splits: ['train', 'test'], list: 'ImageSets/Main/test.txt', line: 2 },
    ]);
  });

  it('knows that trainval is made of train and val', () => {
    expect(listedForSeveralSplits([list('train', '1'), list('val', '2'), list('trainval', '1', '2')])).toEqual([]);
    expect(listedForSeveralSplits([list('trainval', '1'), list('test', '1')])).toHaveLength(1);
  });
});

it('a list that cannot be read is an error, not an image without a split', () => {
  const path = 'ImageSets/Main/train.txt';
  const file = { path, folder: 'ImageSets/Main', stem: 'train', extension: '.txt' };
  const listing = { root: '/nowhere', folders: new Map([['ImageSets/Main', [file]]]), fileCount: 1 };
  expect(() => readImageSets(listing)).toThrow(expect.objectContaining({ code: 'files/unreadable' }));
});
