import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { duplicateImages } from './d5-duplicate-images.js';
import { describeRule } from './testing.js';

const root = mkdtempSync(join(tmpdir(), 'keel-duplicate-images-'));
afterAll(() => rmSync(root, { recursive: true }));
mkdirSync(join(root, 'images'));
for (const [name, content] of [
  ['a', 'harbour'],
  ['b', 'harbour'],
  ['c', 'airport'],
  ['d', 'a field'],
]) {
  writeFileSync(join(root, 'images', `${name}.png`), content);
}

const image = (name: string, split?: string) => ({
  id: name,
  imageFile: `images/${name}.png`,
  ...(split !== undefined && { split }),
});
const dataset = { root };

describeRule(duplicateImages, {
  silent: {
    'different images, some of equal size': { dataset, images: [image('a'), image('c'), image('d')] },
    'one image that is listed twice': { dataset, images: [image('a', 'train'), image('a', 'val')] },
    'images that are missing': { dataset, images: [image('x'), image('y'), { imageFile: undefined }] },
  },
  reasons: {
    'across-splits': {
      dataset,
      images: [image('a', 'train'), image('c', 'train'), image('b', 'val')],
      values: { image: 'images/b.png', other: 'images/a.png', split: 'val', otherSplit: 'train' },
      report: { file: 'labelTxt/b.txt' },
    },
    'within-split': { dataset, images: [image('a'), image('b')], values: { image: 'images/b.png' } },
  },
});
