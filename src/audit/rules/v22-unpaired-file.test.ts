import { expect, it } from 'vitest';
import type { UnpairedItem } from '../../datasets/types.js';
import { describeRule, reportsOf, type Triggering } from './testing.js';
import { unpairedFile } from './v22-unpaired-file.js';

const unseen = [{ imageFile: undefined }];
const unpaired = (...items: UnpairedItem[]): Triggering => ({ images: [{}], dataset: { unpaired: items } });
const list = { list: 'ImageSets/train.txt', line: 4 };

describeRule(unpairedFile, {
  silent: {
    'a complete dataset': { images: [{}] },
    'an empty dataset': { images: [] },
  },
  reasons: {
    'listed-without-annotation': {
      ...unpaired({ kind: 'listed-without-annotation', item: '00017', ...list }),
      report: { file: 'ImageSets/train.txt', line: 4 },
    },
    'listed-without-image': unpaired({ kind: 'listed-without-image', item: '00017', ...list }),
    'annotation-without-image': {
      ...unpaired({ kind: 'annotation-without-image', item: 'labelTxt/P1.txt' }),
      report: { file: 'labelTxt/P1.txt' },
    },
    'image-without-annotation': {
      ...unpaired(...[1, 2].map((n): UnpairedItem => ({ kind: 'image-without-annotation', item: `images/P${n}.png` }))),
      values: { count: 2, example: 'images/P1.png' },
    },
    'annotation-unlisted': unpaired({ kind: 'annotation-unlisted', item: 'Annotations/00009.xml' }),
    'no-images': { images: unseen, values: { annotations: 1 } },
  },
});

it('does not report each annotation of a dataset without images', () => {
  const items = [1, 2].map((n): UnpairedItem => ({ kind: 'annotation-without-image', item: `labelTxt/P${n}.txt` }));
  const reports = reportsOf(unpairedFile, { images: unseen, dataset: { unpaired: items } });
  expect(reports.map(({ reason }) => reason)).toEqual(['no-images']);
});
