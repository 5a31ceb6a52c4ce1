import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderMaker } from '../../../tests/dataset-folder.js';
import { detect, open } from './open.js';

const makeFolder = folderMaker();
const label = (name: string): string => `1 1 9 1 9 9 1 9 ${name} 0\n`;

describe('DOTA layouts', () => {
  it.each<[string, Record<string, string>, string[], string[]]>([
    ['labelTxt', { 'labelTxt/1.txt': label('ship') }, ['labelTxt/1.txt'], []],
    ['a bare folder', { 'b.txt': label('ship'), 'a.txt': label('plane') }, ['a.txt', 'b.txt'], []],
    [
      'splits',
      { 'val/labelTxt/2.txt': label('ship'), 'train/labelTxt/1.txt': label('ship') },
      ['train/labelTxt/1.txt', 'val/labelTxt/2.txt'],
      ['train', 'val'],
    ],
    [
      "MMRotate's split",
      { 'trainval/annfiles/P1__1024__0___0.txt': label('ship'), 'trainval/annfiles/P1__1024__0___824.txt': '' },
      ['trainval/annfiles/P1__1024__0___0.txt', 'trainval/annfiles/P1__1024__0___824.txt'],
      ['trainval'],
    ],
  ])('reads %s', async (_, files, sources, splits) => {
    const root = makeFolder(files);
    expect(await detect(root)).toMatchObject({ format: 'dota', variant: 'v1.0' });
    const dataset = await open(root, {});
    expect(dataset.sources.map(({ file }) => file)).toEqual(sources);
    expect(dataset.splits).toEqual(splits);
  });

  it('pairs labels with images of any kind', async () => {
    const root = makeFolder({ 'labelTxt/1.txt': label('ship'), 'images/1.TIF': '', 'images/2.png': '' });
    const { sources, unpaired } = await open(root, {});
    expect(sources).toEqual([{ file: 'labelTxt/1.txt', bytes: label('ship').length, imageFile: 'images/1.TIF' }]);
    expect(unpaired).toEqual([{ kind: 'image-without-annotation', item: 'images/2.png' }]);
  });

  it('reads the latest release unless told otherwise, and leaves out horizontal labels', async () => {
    const root = makeFolder({
      'train/labelTxt/1.txt': label('ship'),
      'train/labelTxt-v1.5/DOTA-v1.5_train/1.txt': label('ship'),
      'train/labelTxt-v1.5/DOTA-v1.5_train_hbb/1.txt': label('ship'),
    });
    const files = async (variant?: string): Promise<string[]> =>
      (await open(root, { ...(variant && { variant }) })).sources.map(({ file }) => file);
    expect(await files()).toEqual(['train/labelTxt-v1.5/DOTA-v1.5_train/1.txt']);
    expect(await files('v1.0')).toEqual(['train/labelTxt/1.txt']);
    await expect(files('v2.0')).rejects.toMatchObject({
      code: 'datasets/unknown-variant',
      values: { known: ['v1.5', 'v1.0'] },
    });
  });

  it('reads horizontal labels where there are no others', async () => {
    const root = makeFolder({ 'labelTxt_hbb/1.txt': label('ship') });
    expect((await open(root, {})).sources).toHaveLength(1);
  });

  it('refuses a folder without labels', async () => {
    const root = makeFolder({ 'a/1.png': '' });
    await expect(open(root, {})).rejects.toMatchObject({
      code: 'datasets/nothing-to-read',
      values: { seen: 'a/ (1 .png)' },
    });
  });
});

describe('DOTA releases and classes', () => {
  it.each([
    ['ship', 'v1.0', 15],
    ['container-crane', 'v1.5', 16],
    ['helipad', 'v2.0', 18],
  ])('tells the release by %s, in whichever file it is', async (name, variant, classes) => {
    const files = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`labelTxt/${i + 10}.txt`, label('plane')]));
    const dataset = await open(makeFolder({ ...files, 'labelTxt/33.txt': label('plane') + label(name) }), {});
    expect(dataset).toMatchObject({ variant, classesFrom: 'standard' });
    expect(dataset.classes).toHaveLength(classes);
  });

  it('takes no number in a path for a release where the classes are others', async () => {
    const dataset = await open(makeFolder({ 'run-1.5/labelTxt/1.txt': label('tower') }), {});
    expect(dataset).toMatchObject({ variant: 'custom', classes: [] });
  });

  it('takes the name of the folder as the earliest release that it can be', async () => {
    const outer = makeFolder({ 'DOTA-v1.5/labelTxt/1.txt': label('ship'), 'try-1.5/labelTxt/1.txt': label('ship') });
    expect((await open(join(outer, 'DOTA-v1.5'), {})).variant).toBe('v1.5');
    expect((await open(join(outer, 'try-1.5'), {})).variant).toBe('v1.0');
    const later = makeFolder({ 'DOTA-v1.5/labelTxt/1.txt': label('ship') + label('airport') });
    expect((await open(join(later, 'DOTA-v1.5'), {})).variant).toBe('v2.0');
  });

  it('forgives case and blanks in telling DOTA from other classes', async () => {
    const dataset = await open(makeFolder({ 'labelTxt/1.txt': label('Plane') + label('Storage-Tank') }), {});
    expect(dataset).toMatchObject({ variant: 'v1.0', classesFrom: 'standard' });
  });

  it('takes other classes from the labels, or from a file that lists them', async () => {
    const labels = { 'train/labelTxt/1.txt': label('tower') + label('mast') };
    expect(await open(makeFolder(labels), {})).toMatchObject({ variant: 'custom', classes: [], classesFrom: 'labels' });
    expect(await open(makeFolder({ ...labels, 'classes.txt': '\uFEFFtower\r\n\r\nmast \r\n' }), {})).toMatchObject({
      variant: 'custom',
      classes: ['tower', 'mast'],
      classesFrom: 'file',
    });
    expect(await open(makeFolder({ ...labels, 'train/data.yaml': 'names: [mast, tower]\n' }), {})).toMatchObject({
      classes: ['mast', 'tower'],
    });
  });
});

describe('telling DOTA from others', () => {
  it.each([
    ['YOLO-OBB', '0 0.1 0.1 0.2 0.1 0.2 0.2 0.1 0.2\n'],
    ["DOTA's result files", 'P0003__1__0___0 0.9 1 2 3 4 5 6 7 8\n'],
    ['prose', 'This is a readme\nof several lines\n'],
  ])('does not take %s for labels', async (_, content) => {
    expect(await detect(makeFolder({ '1.txt': content, '2.txt': content }))).toBeUndefined();
  });

  it('takes classes that are numbers if there is a difficulty', async () => {
    expect(await detect(makeFolder({ '1.txt': label('3') }))).toMatchObject({ format: 'dota', variant: 'custom' });
  });
});
