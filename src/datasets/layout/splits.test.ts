import { expect, it } from 'vitest';
import { sortedSplits, splitOf } from './splits.js';

it.each([
  ['train/labelTxt', 'train'],
  ['labels/val', 'val'],
  ['valid/images', 'val'],
  ['DOTA-v1.5_val', 'val'],
  ['trainval/annfiles', 'trainval'],
  ['annotations/instances_train2017', 'train'],
  ['train/val', 'val'],
  ['labelTxt', undefined],
  ['latest/training_data', 'train'],
  ['', undefined],
])('finds the split of %j', (path, split) => {
  expect(splitOf(path)).toBe(split);
});

it('sorts usual splits as people list them, others behind them by name', () => {
  expect(sortedSplits(['test', 'part2', undefined, 'val', 'part1', 'train', 'val'])).toEqual([
    'train',
    'val',
    'test',
    'part1',
    'part2',
  ]);
});
