import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderMaker } from '../../tests/dataset-folder.js';
import { describeError, type KeelError } from '../foundation/errors.js';
import { speaker } from '../foundation/wording/index.js';
import { detectFormat } from './detect.js';
import { openDataset } from './open.js';
import { formatIds } from './types.js';

const makeFolder = folderMaker();
const voc = (box: string): string =>
  `<annotation><filename>1.jpg</filename><size><width>9</width><height>9</height><depth>3</depth></size><object><name>ship</name>${box}</object></annotation>`;
const corners = ['left_top', 'right_top', 'right_bottom', 'left_bottom']
  .map((corner) => `<x_${corner}>1</x_${corner}><y_${corner}>2</y_${corner}>`)
  .join('');

const datasets: Readonly<Record<(typeof formatIds)[number], Readonly<Record<string, string>>>> = {
  dota: { 'labelTxt/1.txt': '1 1 9 1 9 9 1 9 ship 0\n', 'images/1.png': '' },
  dior: { 'Annotations/1.xml': voc(`<robndbox>${corners}</robndbox>`), 'ImageSets/Main/train.txt': '1\n' },
  hrsc2016: {
    'FullDataSet/Annotations/1.xml':
      '<HRSC_Image><Img_ID>1</Img_ID><HRSC_Objects><HRSC_Object><Class_ID>100000001</Class_ID><mbox_cx>1</mbox_cx><mbox_cy>1</mbox_cy><mbox_w>2</mbox_w><mbox_h>1</mbox_h><mbox_ang>0</mbox_ang></HRSC_Object></HRSC_Objects></HRSC_Image>',
  },
  'yolo-obb': { 'labels/1.txt': '0 0.1 0.1 0.5 0.1 0.5 0.5 0.1 0.5\n', 'data.yaml': 'names: [ship]\n' },
  coco: { 'annotations/instances.json': '{"images": [], "annotations": [], "categories": []}' },
  rolabelimg: {
    '1.xml': voc('<robndbox><cx>1</cx><cy>1</cy><w>2</w><h>1</h><angle>0.5</angle></robndbox>'),
  },
};

describe('detectFormat', () => {
  it.each(formatIds)('knows %s by a file or two', async (format) => {
    const { best, others } = await detectFormat(makeFolder(datasets[format]));
    expect(best).toMatchObject({ format, confidence: expect.any(Number) });
    expect(best.confidence).toBeGreaterThan(0.5);
    expect(best.evidence.length).toBeGreaterThan(0);
    expect(others.every(({ confidence }) => confidence <= best.confidence)).toBe(true);
  });

  it('names others that are there too', async () => {
    const { best, others } = await detectFormat(makeFolder({ ...datasets.dota, ...datasets.coco }));
    expect([best.format, ...others.map(({ format }) => format)].sort()).toEqual(['coco', 'dota']);
  });

  it.each(['en', 'zh'] as const)('says what it saw and what each format looks like, in %s', async (language) => {
    const root = makeFolder({ 'photos/1.jpg': '', 'notes.md': '' });
    const error = await detectFormat(root).catch((thrown: KeelError) => thrown);
    expect(error).toMatchObject({ code: 'datasets/unknown-format' });
    const { message, hint } = describeError(error as KeelError, speaker(language));
    expect(message).toContain('./ (1 .md), photos/ (1 .jpg)');
    for (const format of formatIds) expect(hint).toContain(format);
  });

  it('refuses an empty folder, a missing one, and a file', async () => {
    const root = makeFolder({ 'empty/.hidden': '', 'a.txt': 'x' });
    await expect(detectFormat(join(root, 'empty'))).rejects.toMatchObject({ code: 'datasets/empty-folder' });
    await expect(detectFormat(join(root, 'none'))).rejects.toMatchObject({ code: 'files/not-found' });
    await expect(detectFormat(join(root, 'a.txt'))).rejects.toMatchObject({ code: 'datasets/not-a-folder' });
  });
});

describe('openDataset', () => {
  it('opens what it detects, from a relative path too', async () => {
    const root = makeFolder(datasets.dota);
    const here = process.cwd();
    const relative = join(
      ...here
        .split('/')
        .slice(1)
        .map(() => '..'),
      root,
    );
    expect(await openDataset(relative)).toMatchObject({ format: 'dota', root });
  });

  it('takes format, classes and the assumed size from the options', async () => {
    const root = makeFolder({ ...datasets['yolo-obb'], ...datasets.coco });
    const assumedSize = { width: 7, height: 7 };
    expect(await openDataset(root, { format: 'yolo-obb', classes: ['boat'], assumedSize })).toMatchObject({
      format: 'yolo-obb',
      classes: ['boat'],
      classesFrom: 'file',
      assumedSize,
    });
  });

  it.each(formatIds)('says that there is nothing to read as %s', async (format) => {
    const root = makeFolder({ 'readme.md': 'x' });
    await expect(openDataset(root, { format })).rejects.toMatchObject({ code: 'datasets/nothing-to-read' });
    await expect(openDataset(makeFolder(), { format })).rejects.toMatchObject({ code: 'datasets/empty-folder' });
  });
});
