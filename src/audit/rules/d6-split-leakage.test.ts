import { splitLeakage } from './d6-split-leakage.js';
import { describeRule } from './testing.js';

const dataset = { splits: ['train', 'val'] };
const image = (id: string, split: string) => ({ id, split, imageFile: `${split}/${id}.png` });

describeRule(splitLeakage, {
  silent: {
    'windows of one scene in one split': {
      dataset,
      images: [image('P1__1024__0___0', 'train'), image('P1__1024__824___0', 'train'), image('P2__1024__0___0', 'val')],
    },
    'images of equal names that count anew in each split': {
      dataset,
      images: [image('1', 'train'), image('1', 'val')],
    },
    'trainval beside train and val': {
      dataset: { splits: ['train', 'val', 'trainval'] },
      images: ['train', 'trainval'].map((split) => ({ id: 'P1', split, imageFile: 'images/P1.png' })),
    },
    'a dataset without splits': { images: [image('P1__1024__0___0', 'a'), image('P1__1024__824___0', 'b')] },
  },
  reasons: {
    'same-scene': {
      dataset,
      images: [
        image('P1__1024__0___0', 'train'),
        image('P1__1024__824___0', 'train'),
        image('P1__1024__1648___0', 'val'),
      ],
      values: { scene: 'P1', images: 3, splits: ['train', 'val'] },
      report: { file: 'labelTxt/P1__1024__1648___0.txt' },
    },
    'same-image': [
      {
        dataset,
        images: ['train', 'val'].map((split) => ({ id: 'P1', split, imageFile: 'images/P1.png' })),
        values: { image: 'images/P1.png', splits: ['train', 'val'] },
      },
      {
        dataset: { shared: [{ item: '00001', splits: ['train', 'test'], list: 'ImageSets/Main/test.txt', line: 3 }] },
        images: [image('00001', 'train')],
        values: { image: '00001', splits: ['train', 'test'] },
        report: { file: 'ImageSets/Main/test.txt', line: 3 },
      },
    ],
  },
});
