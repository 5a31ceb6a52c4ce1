import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Dataset, ImageAnnotations, OpenOptions } from '../types.js';
import { diorFormat } from './index.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'keel-dior-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(path: string, content: string | Buffer = ''): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

const corners = (values: readonly (number | string)[]): string =>
  ['left_top', 'right_top', 'right_bottom', 'left_bottom']
    .map((name, i) => `<x_${name}>${values[2 * i]}</x_${name}><y_${name}>${values[2 * i + 1]}</y_${name}>`)
    .join('\n');
const oriented = (name: string, values: readonly (number | string)[] = [1, 2, 3, 4, 5, 6, 7, 8]): string =>
  `<object>\n<type>robndbox</type><name>${name}</name>\n<robndbox>${corners(values)}</robndbox></object>\n`;
const horizontal = (name: string): string =>
  `<object><name>${name}</name><bndbox><xmin>1</xmin><ymin>2</ymin><xmax>30</xmax><ymax>40</ymax></bndbox></object>\n`;
const document = (objects: string): string =>
  `<annotation>\n<filename>1.jpg</filename>\n<size><width>800</width><height>600</height></size>\n${objects}</annotation>\n`;

const orientedFolder = 'Annotations/Oriented Bounding Boxes';
const horizontalFolder = 'Annotations/Horizontal Bounding Boxes';

function parse(content: string | Buffer, variant = 'oriented'): ImageAnnotations {
  const dataset = { variant } as Dataset;
  const source = { file: `${orientedFolder}/00001.xml`, bytes: 0 };
  return diorFormat.parse(dataset, source, Buffer.from(content), () => undefined)[0];
}

describe('parsing', () => {
  it('reads corners in ring order, flags, size with its line, and names as written', () => {
    const { objects, problems, ...image } = parse(
      document(`<object>
        <name> Expressway-Service-area </name><truncated>1</truncated><difficult>0</difficult>
        <robndbox>${corners([1.5, 2, 3, 4, 5, 6, 7, '-8e1'])}</robndbox><angle>0</angle></object>`),
    );
    expect(problems).toEqual([]);
    expect(objects).toEqual([
      {
        index: 0,
        line: 4,
        className: 'Expressway-Service-area',
        polygon: [1.5, 2, 3, 4, 5, 6, 7, -80],
        written: { kind: 'polygon' },
        difficulty: 0,
        truncated: true,
      },
    ]);
    expect(image).toEqual({
      id: '00001',
      annotationFile: `${orientedFolder}/00001.xml`,
      statedImageName: '1.jpg',
      statedSize: { width: 800, height: 600, line: 3 },
    });
  });

  it('takes nan and overflowing numbers as numbers, and names the element of one that is none', () => {
    const { objects, problems } = parse(
      document(
        oriented('ship', ['nan', '1e999', '-inf', 4, 5, 6, 7, 8]) +
          oriented('ship', [1, 2, 3, '--5', 5, 6, 7, 8]) +
          oriented('ship', [1, 2, 3, 4, '', 6, 7, 8]) +
          oriented('dam', [1, 2, 3, 4, 5, 6, 7, '0x10']) +
          oriented('dam'),
      ),
    );
    expect(objects.map(({ index }) => index)).toEqual([0, 4]);
    expect(objects[0].polygon.slice(0, 3)).toEqual([Number.NaN, Infinity, -Infinity]);
    expect(problems).toEqual([
      { reason: 'bad-number', line: 13, object: 1, values: { text: '--5', field: 'robndbox/y_right_top' } },
      { reason: 'bad-number', line: 20, object: 2, values: { text: '', field: 'robndbox/x_right_bottom' } },
      { reason: 'bad-number', line: 27, object: 3, values: { text: '0x10', field: 'robndbox/y_left_bottom' } },
    ]);
  });

  it('says what an object lacks', () => {
    const { objects, problems } = parse(
      document(
        `<object><robndbox>${corners([1, 2, 3, 4, 5, 6, 7, 8])}</robndbox></object>\n${horizontal('ship')}` +
          oriented('ship').replace(/<y_right_top>.*<\/y_right_top>/, '') +
          oriented('').replace('<object>', '<object><difficult>x</difficult>') +
          oriented('dam').replace('<object>', '<object><difficult>0.5</difficult>'),
      ),
    );
    expect(objects.map(({ index, difficulty }) => [index, difficulty])).toEqual([[4, undefined]]);
    expect(problems.map(({ reason, object, values }) => [reason, object, values])).toEqual([
      ['missing-tag', 0, { tag: 'name' }],
      ['missing-tag', 1, { tag: 'robndbox' }],
      ['missing-tag', 2, { tag: 'robndbox/y_right_top' }],
      ['missing-tag', 3, { tag: 'name' }],
      ['bad-difficulty', 4, { text: '0.5', field: 'difficult' }],
    ]);
    expect(parse(document(oriented('ship')), 'horizontal').problems).toMatchObject([
      { reason: 'missing-tag', values: { tag: 'bndbox' } },
    ]);
  });

  it('reads horizontal boxes', () => {
    expect(parse(document(horizontal('ship')), 'horizontal').objects).toEqual([
      {
        index: 0,
        line: 4,
        className: 'ship',
        polygon: [1, 2, 30, 2, 30, 40, 1, 40],
        written: { kind: 'horizontal', xmin: 1, ymin: 2, xmax: 30, ymax: 40 },
      },
    ]);
  });

  it('does without a size, and says which part of one is bad', () => {
    expect(parse('<annotation></annotation>')).not.toHaveProperty('statedSize');
    expect(parse('<annotation>\n<size><width>8</width></size></annotation>').problems).toEqual([
      { reason: 'missing-tag', line: 2, values: { tag: 'size/height' } },
    ]);
    expect(parse('<annotation>\n<size><width>8</width>\n<height>x</height></size></annotation>').problems).toEqual([
      { reason: 'bad-number', line: 3, values: { text: 'x', field: 'size/height' } },
    ]);
  });

  it('keeps what came before a fault', () => {
    const cut = document(oriented('ship') + oriented('dam')).slice(0, -60);
    const { objects, problems, statedSize } = parse(cut);
    expect(objects.map(({ className }) => className)).toEqual(['ship']);
    expect(problems).toMatchObject([{ reason: 'xml-malformed', object: 1 }]);
    expect(statedSize).toMatchObject({ width: 800 });
  });

  it('is polite about files of another kind', () => {
    const fair1m = '<annotation>\n<objects><object><points><point>1,2</point></points></object></objects></annotation>';
    expect(parse(fair1m)).toMatchObject({
      objects: [],
      problems: [
        { reason: 'wrong-root', line: 2, values: { found: 'annotation/objects', expected: 'annotation/object' } },
      ],
    });
    expect(parse('<HRSC_Image></HRSC_Image>').problems).toMatchObject([{ reason: 'wrong-root' }]);
    expect(parse('').problems).toMatchObject([{ reason: 'empty-file' }]);
    expect(parse('{"a": 1}').problems).toMatchObject([{ reason: 'xml-malformed', line: 1 }]);
    const passwd = '<!DOCTYPE annotation [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<annotation>&x;</annotation>';
    expect(parse(passwd)).toMatchObject({ objects: [], problems: [{ reason: 'xml-forbidden', line: 1 }] });
  });

  it('reads 200 MB on one line', () => {
    const object = oriented('ship').replaceAll('\n', '');
    const content = Buffer.alloc(200_000_000, ' ');
    content.write('<annotation>');
    for (let i = 1; i <= 1000; i += 1) content.write(object, i * 190_000);
    content.write('</annotation>', content.length - 13);
    const { objects, problems } = parse(content);
    expect(objects).toHaveLength(1000);
    expect(problems).toEqual([]);
  });
});

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

describe('changing', () => {
  const amend = (content: string, amendment: object, variant = 'oriented'): string =>
    diorFormat
      .amend({ variant } as Dataset, { file: 'a.xml', bytes: 0 }, Buffer.from(content), [
        { image: 'a', objects: [], file: [], ...amendment },
      ])
      .toString();
  const size = { width: 1024, height: 512, depth: 3 };
  const file = [{ kind: 'set-size', size }];

  it('sets a size that is there, in part, or missing', () => {
    expect(
      amend('<annotation>\n  <size> <width>1</width><height> 512.0 </height><depth/></size>\n</annotation>', { file }),
    ).toBe('<annotation>\n  <size> <width>1024</width><height> 512.0 </height><depth>3</depth></size>\n</annotation>');
    const whole = '\n  <size>\n    <width>1024</width>\n    <height>512</height>\n    <depth>3</depth>\n  </size>';
    expect(amend('<annotation>\n  <size><width>1</width></size>\n</annotation>', { file })).toBe(
      `<annotation>${whole}\n</annotation>`,
    );
    expect(amend('<annotation>\n  <filename>a</filename>\n</annotation>', { file })).toBe(
      `<annotation>\n  <filename>a</filename>${whole}\n</annotation>`,
    );
    expect(() => amend('<annotation></annotation>', { file })).toThrow(
      expect.objectContaining({ code: 'datasets/unwritable-annotation' }),
    );
  });

  it('puts a missing difficulty where it belongs', () => {
    const objects = [{ object: 0, change: { kind: 'set-difficulty', difficulty: 1 } }];
    expect(amend('<annotation>\n <object>\n  <name>a</name>\n </object></annotation>', { objects })).toBe(
      '<annotation>\n <object>\n  <name>a</name>\n  <difficult>1</difficult>\n </object></annotation>',
    );
  });

  it('keeps the spelling of numbers that stay', () => {
    const content = document(oriented('ship', ['1.00', '2e0', 3, 4, 5, 6, ' 7 ', 8]));
    const objects = [{ object: 0, change: { kind: 'replace-polygon', polygon: [1, 2, 3, 4, 5, 6, 70.25, 8] } }];
    expect(amend(content, { objects })).toBe(content.replace(' 7 ', ' 70.25 '));
  });

  it('changes what is whole in a file that is cut', () => {
    const content = document(oriented('ship') + oriented('dam')).slice(0, -40);
    const objects = [{ object: 0, change: { kind: 'drop' } }];
    expect(amend(content, { objects })).toBe(content.replace(`\n${oriented('ship').trimEnd()}`, ''));
  });

  it('refuses what it cannot do', () => {
    const rejected = (amendment: object, code: string) =>
      expect(() => amend(document(oriented('ship')), amendment)).toThrow(expect.objectContaining({ code }));
    rejected({ file: [{ kind: 'strip-header' }] }, 'datasets/change-unsupported');
    rejected({ objects: [{ object: 1, change: { kind: 'drop' } }] }, 'datasets/unwritable-annotation');
    expect(() => amend('', { file })).toThrow(expect.objectContaining({ code: 'datasets/unwritable-annotation' }));
  });
});

describe('writing', () => {
  it('counts what it cannot hold', async () => {
    const object = { index: 0, line: 7, className: 'Ship', polygon: [0, 0, 9, 1, 9, 5, 0, 4] as const };
    const images: ImageAnnotations[] = [
      {
        id: 'a/b',
        annotationFile: 'a/b.txt',
        imageFile: 'b.png',
        imageSource: 'GoogleEarth',
        objects: [
          { ...object, written: { kind: 'polygon' } },
          { ...object, written: { kind: 'rotated', cx: 1, cy: 1, w: 1, h: 1, theta: 0 } },
        ],
        problems: [],
      },
    ];
    const placed: string[] = [];
    const losses = await diorFormat.write(
      (async function* () {
        yield* images;
      })(),
      {
        root,
        classes: ['Ship', 'tank'],
        sizeOf: () => undefined,
        placeImage: async (_image, target) => void placed.push(target),
      },
    );
    expect(losses).toEqual([
      { what: 'image-source', count: 1, example: 'a/b.txt' },
      { what: 'image-renamed', count: 1, example: 'a/b.txt' },
      { what: 'image-size-missing', count: 1, example: 'a/b.txt' },
      { what: 'image-type', count: 1, example: 'a/b.txt' },
      { what: 'difficulty-assumed', count: 2, example: 'a/b.txt:7' },
      { what: 'rotated-as-polygon', count: 1, example: 'a/b.txt:7' },
    ]);
    expect(placed).toEqual(['JPEGImages-trainval/a_b.png']);
    expect(readFileSync(join(root, 'ImageSets/Main/trainval.txt'), 'utf8')).toBe('a_b\n');
    expect(readFileSync(join(root, 'classes.txt'), 'utf8')).toBe('Ship\ntank\n');
  });
});

const real = '../shared/realdata';
describe.skipIf(!existsSync(join(real, 'dior')))('real files (../shared/realdata/dior, where present)', () => {
  it('reads the example of MMRotate', async () => {
    const dataset = await diorFormat.open(join(real, 'dior/mmrotate_tests'), {});
    expect(dataset).toMatchObject({ variant: 'oriented', imageCount: 1, unpaired: [] });
    const [source] = dataset.sources;
    expect(source.imageFile).toBe('JPEGImage/00001.jpg');
    const content = readFileSync(join(dataset.root, source.file));
    const [image] = diorFormat.parse(dataset, source, content, () => undefined);
    expect(image.problems).toEqual([]);
    expect(image.statedSize).toEqual({ width: 800, height: 800, depth: 3, line: 9 });
    expect(image.objects).toMatchObject([
      { line: 15, className: 'golffield', polygon: [133, 237, 684, 237, 684, 672, 133, 672], difficulty: 0 },
    ]);
  });

  it('reads the layout of torchgeo and refuses FAIR1M', async () => {
    const fixtures = join(real, 'synthetic_fixtures/torchgeo');
    expect(await diorFormat.detect(join(fixtures, 'dior'))).toMatchObject({ variant: 'horizontal' });
    const dataset = await diorFormat.open(join(fixtures, 'dior'), {});
    const images = dataset.sources.flatMap((source) =>
      diorFormat.parse(dataset, source, readFileSync(join(dataset.root, source.file)), () => undefined),
    );
    expect(images).toHaveLength(6);
    expect(images.flatMap(({ problems }) => problems)).toEqual([]);
    expect(images.flatMap(({ objects }) => objects)).toHaveLength(15);
    expect(await diorFormat.detect(join(fixtures, 'fair1m'))).toBeUndefined();
    await expect(diorFormat.open(join(fixtures, 'fair1m'), {})).rejects.toMatchObject({
      code: 'datasets/nothing-to-read',
    });
  });

  it('opens a copy whose lists name what is not there', async () => {
    cpSync(join(real, 'dior/mmrotate_tests'), root, { recursive: true });
    put('ImageSets/Main/train.txt', '00001\n00002\n');
    expect((await diorFormat.open(root, {})).unpaired).toEqual([
      { kind: 'listed-without-annotation', item: '00002', list: 'ImageSets/Main/train.txt', line: 2 },
    ]);
  });
});
