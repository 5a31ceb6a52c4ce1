import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OpenOptions } from '../types.js';
import { document, horizontal, oriented } from './documents.js';
import { diorFormat } from './index.js';

const orientedFolder = 'Annotations/Oriented Bounding Boxes';
const horizontalFolder = 'Annotations/Horizontal Bounding Boxes';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'keel-dior-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(path: string, content: string | Buffer = ''): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

describe('opening', () => {
  const open = (options: OpenOptions = {}) => diorFormat.open(root, options);

  it('finds variants, lists, splits and images in the layout of the download', async () => {
    for (const id of ['00001', '00002', '00003', '00004'])
      put(`${orientedFolder}/${id}.xml`, document(oriented('ship')));
    put(`${horizontalFolder}/00001.xml`, document(horizontal('ship')));
    put('JPEGImages-trainval/00001.jpg');
    put('JPEGImages-trainval/00002.JPG');
    put('JPEGImages-test/00003.jpg');
    put('JPEGImages-test/00009.jpg');
    put('ImageSets/Main/train.txt', '00001\r\n');
    put('ImageSets/Main/val.txt', '\uFEFF00002\n\n00007\n');
    put('ImageSets/Main/trainval.txt', '00001\n00002\n00007\n00008\n');
    put('ImageSets/Main/test.txt', '00003\n00004\n');
    put('ImageSets/Main/ship_train.txt', '00001 1\n00002 -1\n');
    expect(await diorFormat.detect(root)).toMatchObject({
      format: 'dior',
      variant: 'oriented',
      evidence: [`${orientedFolder}/*.xml × 4`],
    });
    const dataset = await open();
    expect(dataset).toMatchObject({
      variant: 'oriented',
      classesFrom: 'standard',
      classesIgnoreCase: true,
      splits: ['train', 'val', 'test'],
      imageCount: 4,
    });
    expect(dataset.classes).toHaveLength(20);
    expect(dataset.classes.slice(6, 10)).toEqual([
      'expressway-service-area',
      'expressway-toll-station',
      'dam',
      'golffield',
    ]);
    expect(dataset.sources.map(({ file, split, imageFile }) => [file.slice(-9), split, imageFile])).toEqual([
      ['00001.xml', 'train', 'JPEGImages-trainval/00001.jpg'],
      ['00002.xml', 'val', 'JPEGImages-trainval/00002.JPG'],
      ['00003.xml', 'test', 'JPEGImages-test/00003.jpg'],
      ['00004.xml', 'test', undefined],
    ]);
    expect(dataset.sources[0].bytes).toBe(document(oriented('ship')).length);
    // Lists are gone through in the order of their paths.
    expect(dataset.unpaired).toEqual([
      { kind: 'listed-without-image', item: '00004', list: 'ImageSets/Main/test.txt', line: 2 },
      { kind: 'listed-without-annotation', item: '00007', list: 'ImageSets/Main/trainval.txt', line: 3 },
      { kind: 'listed-without-annotation', item: '00008', list: 'ImageSets/Main/trainval.txt', line: 4 },
      { kind: 'image-without-annotation', item: 'JPEGImages-test/00009.jpg' },
    ]);
    const other = await open({ variant: 'horizontal' });
    expect(other).toMatchObject({ variant: 'horizontal', sources: [{ file: `${horizontalFolder}/00001.xml` }] });
    await expect(open({ variant: 'v1.0' })).rejects.toMatchObject({ code: 'datasets/unknown-variant' });
  });

  it('takes splits from folders where there are no lists, and images of the same split', async () => {
    for (const split of ['trainval', 'test']) {
      put(`Annotations/${split}/000000.xml`, document(horizontal('expresswaytollstation')));
      put(`Images/${split}/000000.jpg`);
    }
    const dataset = await open();
    expect(dataset).toMatchObject({ variant: 'horizontal', splits: ['trainval', 'test'], unpaired: [] });
    expect(dataset.sources.map(({ split, imageFile }) => [split, imageFile])).toEqual([
      ['test', 'Images/test/000000.jpg'],
      ['trainval', 'Images/trainval/000000.jpg'],
    ]);
  });

  it('tells splits by the folders of images, and notes what no list names', async () => {
    put(`${orientedFolder}/1.xml`, document(oriented('ship')));
    put(`${orientedFolder}/2.xml`, document(oriented('ship')));
    put('JPEGImages-trainval/1.jpg');
    put('JPEGImages-test/2.jpg');
    expect((await open()).sources.map(({ split }) => split)).toEqual(['trainval', 'test']);
    put('Main/train.txt', '1\n');
    const dataset = await open();
    expect(dataset.sources.map(({ split }) => split)).toEqual(['train', 'test']);
    expect(dataset.unpaired).toEqual([{ kind: 'annotation-unlisted', item: `${orientedFolder}/2.xml` }]);
  });

  it('takes a class list that lies beside the folders', async () => {
    put('Annotations/1.xml', document(oriented('tank')));
    put('classes.txt', 'tank\nship\n');
    expect(await open()).toMatchObject({ classes: ['tank', 'ship'], classesFrom: 'file' });
    expect(await open({ classes: ['x'] })).toMatchObject({ classes: ['x'] });
  });

  it('is not misled by strays', async () => {
    for (let i = 0; i < 5; i += 1) put(`Annotations/${i}.xml`, document(oriented('ship')));
    put('Annotations/5.xml', '<HRSC_Image></HRSC_Image>');
    put('Annotations/6.xml', document(''));
    put('Annotations/7.xml', 'no XML at all');
    put('Annotations/8.xml');
    expect(await diorFormat.detect(root)).toMatchObject({
      variant: 'oriented',
      confidence: expect.closeTo((0.97 * 6) / 9),
    });
    expect((await open()).sources).toHaveLength(9);
  });

  it('leaves other kinds of XML alone', async () => {
    put('Annotations/1.xml', document(horizontal('ship')));
    expect(await diorFormat.detect(root)).toBeUndefined();
    expect(await open()).toMatchObject({ variant: 'horizontal' });
    put('Annotations/1.xml', '<annotation><objects><object/></objects></annotation>');
    await expect(open()).rejects.toMatchObject({ code: 'datasets/nothing-to-read' });
    expect(await diorFormat.detect(root)).toBeUndefined();
  });
});
