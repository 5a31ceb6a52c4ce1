import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderMaker } from '../../../tests/dataset-folder.js';
import type { Dataset } from '../types.js';
import { detect, open } from './open.js';

const makeFolder = folderMaker();
const label = '0 0.1 0.2 0.3 0.2 0.3 0.4 0.1 0.4\n';
const names = 'names: [plane, ship]\n';
const splitsOf = (dataset: Dataset): Record<string, string | undefined> =>
  Object.fromEntries(dataset.sources.map(({ file, split }) => [file, split]));

const usual = {
  'images/train/1.jpg': '',
  'images/val/1.jpg': '',
  'labels/train/1.txt': label,
  'labels/val/1.txt': label,
};

describe('YOLO-OBB layouts', () => {
  it('reads the usual one', async () => {
    const root = makeFolder({ ...usual, 'data.yaml': `train: images/train\nval: images/val\n${names}` });
    expect(await detect(root)).toMatchObject({ format: 'yolo-obb', evidence: expect.arrayContaining(['data.yaml']) });
    const dataset = await open(root, {});
    expect(dataset).toMatchObject({ classes: ['plane', 'ship'], classesFrom: 'file', splits: ['train', 'val'] });
    expect(dataset.sources).toEqual([
      { file: 'labels/train/1.txt', bytes: label.length, split: 'train', imageFile: 'images/train/1.jpg' },
      { file: 'labels/val/1.txt', bytes: label.length, split: 'val', imageFile: 'images/val/1.jpg' },
    ]);
    expect(dataset.unpaired).toEqual([]);
  });

  it('takes names as a map, filling gaps, and splits from the folders', async () => {
    const root = makeFolder({ ...usual, 'dota.yml': 'names:\n  0: plane\n  2: ship\n' });
    expect(await open(root, {})).toMatchObject({ classes: ['plane', '#1', 'ship'], splits: ['train', 'val'] });
  });

  it('needs no YAML file', async () => {
    expect(await open(makeFolder(usual), {})).toMatchObject({ classes: [], classesFrom: 'labels' });
  });

  it("follows Roboflow's places, which begin with a step too many", async () => {
    const root = makeFolder({
      'train/images/1.jpg': '',
      'train/labels/1.txt': label,
      'valid/images/2.jpg': '',
      'valid/labels/2.txt': label,
      'data.yaml': `train: ../train/images\nval: ../valid/images\n${names}`,
    });
    const dataset = await open(root, {});
    expect(splitsOf(dataset)).toEqual({ 'train/labels/1.txt': 'train', 'valid/labels/2.txt': 'val' });
    expect(dataset.unpaired).toEqual([]);
  });

  it('counts places from `path`, but not where it leads nowhere', async () => {
    const files = { 'set/images/a/1.jpg': '', 'set/labels/a/1.txt': label };
    const inside = makeFolder({ ...files, 'data.yaml': `path: set\nval: images/a\n${names}` });
    expect(splitsOf(await open(inside, {}))).toEqual({ 'set/labels/a/1.txt': 'val' });
    const elsewhere = makeFolder({ ...files, 'data.yaml': `path: /home/u/set\ntest: set/images/a\n${names}` });
    expect(splitsOf(await open(elsewhere, {}))).toEqual({ 'set/labels/a/1.txt': 'test' });
  });

  it('reads lists of images, and names those that do not exist', async () => {
    const root = makeFolder({
      'images/1.jpg': '',
      'images/2.jpg': '',
      'labels/1.txt': label,
      'labels/2.txt': label,
      'train.txt': './images/1.jpg\r\nimages/9.jpg\n',
      'data.yaml': `train: train.txt\nval: [val.txt]\n${names}`,
    });
    const dataset = await open(root, {});
    expect(splitsOf(dataset)).toEqual({ 'labels/1.txt': 'train', 'labels/2.txt': undefined });
    expect(dataset.unpaired).toEqual([
      { kind: 'listed-without-image', item: 'images/9.jpg', list: 'train.txt', line: 2 },
      { kind: 'listed-without-image', item: 'val.txt', list: 'data.yaml' },
    ]);
  });

  it('takes a dataset whose splits are one folder as not split', async () => {
    const root = makeFolder({
      'images/1.jpg': '',
      'labels/1.txt': label,
      'data.yaml': `train: images\nval: images\n${names}`,
    });
    expect(await open(root, {})).toMatchObject({ splits: [] });
  });

  it('keeps labels whose image is missing, by the split of their folder', async () => {
    const root = makeFolder({ ...usual, 'labels/val/2.txt': label, 'data.yaml': `val: images/val\n${names}` });
    const dataset = await open(root, {});
    expect(splitsOf(dataset)['labels/val/2.txt']).toBe('val');
    expect(dataset.unpaired).toEqual([{ kind: 'annotation-without-image', item: 'labels/val/2.txt' }]);
  });
});

describe('bad YOLO-OBB datasets', () => {
  it('says where the YAML file is malformed', async () => {
    const root = makeFolder({ ...usual, 'data.yaml': 'train: images/train\nnames: [plane, ship\nval: x\n' });
    await expect(open(root, {})).rejects.toMatchObject({
      code: 'datasets/malformed-yaml',
      location: { file: join(root, 'data.yaml'), line: expect.any(Number) },
    });
  });

  it('does not let a small file grow without end', async () => {
    const bomb = ['a: &a [x,x,x,x,x,x,x,x,x]'];
    for (const [i, name] of [...'bcdefgh'].entries()) {
      bomb.push(`${name}: &${name} [${Array(9).fill(`*${'abcdefg'[i]}`).join(',')}]`);
    }
    const root = makeFolder({ ...usual, 'data.yaml': `${bomb.join('\n')}\n${names}` });
    await expect(open(root, {})).rejects.toMatchObject({ code: 'datasets/malformed-yaml' });
  });

  it('passes over YAML files that are none of its own', async () => {
    const root = makeFolder({ ...usual, 'a.yaml': 'x: [1\n', 'b.yaml': '# '.repeat(3_000_000), 'data.yml': names });
    expect((await open(root, {})).classes).toEqual(['plane', 'ship']);
  });

  it('refuses a split outside the folder', async () => {
    const outer = makeFolder({ 'other/images/1.jpg': '' });
    const root = join(outer, 'set');
    mkdirSync(join(root, 'labels'), { recursive: true });
    writeFileSync(join(root, 'labels/1.txt'), label);
    writeFileSync(join(root, 'data.yaml'), `train: ../other/images\n${names}`);
    await expect(open(root, {})).rejects.toMatchObject({ code: 'datasets/split-outside', values: { split: 'train' } });
  });

  it('does not take plain YOLO or segmentation for its own, but reads it when told to', async () => {
    const root = makeFolder({ 'images/1.jpg': '', 'labels/1.txt': '0 0.5 0.5 0.1 0.1\n0 0.5 0.5 0.1 0.2\n' });
    expect(await detect(root)).toBeUndefined();
    expect((await open(root, {})).sources).toHaveLength(1);
    await expect(open(makeFolder({ '1.txt': 'x' }), {})).rejects.toMatchObject({ code: 'datasets/nothing-to-read' });
  });
});
