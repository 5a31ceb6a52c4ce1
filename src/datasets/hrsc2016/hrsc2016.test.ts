import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AnnotatedObject, Dataset, ImageAnnotations, ObjectChange } from '../types.js';
import { hrscClasses } from './classes.js';
import { hrsc2016Format } from './index.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'keel-hrsc-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(path: string, content = ''): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

const object = (box: readonly (number | string)[], classId: number | string = 100000013): string => `    <HRSC_Object>
      <Object_ID>7</Object_ID>
      <Class_ID>${classId}</Class_ID>
      <truncated>1</truncated>
      <difficult>2</difficult>
      <box_xmin>119</box_xmin><box_ymin>75</box_ymin><box_xmax>587</box_xmax><box_ymax>789</box_ymax>
      <mbox_cx>${box[0]}</mbox_cx><mbox_cy>${box[1]}</mbox_cy>
      <mbox_w>${box[2]}</mbox_w><mbox_h>${box[3]}</mbox_h><mbox_ang>${box[4]}</mbox_ang>
    </HRSC_Object>
`;
const document = (objects: string): string => `<HRSC_Image>
  <Img_FileName>100000006</Img_FileName>
  <Img_SizeWidth>1172</Img_SizeWidth>
  <Img_SizeHeight>816</Img_SizeHeight>
  <Img_SizeDepth>3</Img_SizeDepth>
  <HRSC_Objects>
${objects}  </HRSC_Objects>
</HRSC_Image>
`;

const source = { file: 'FullDataSet/Annotations/100000006.xml', bytes: 0 };
const parse = (content: string, variant = 'ship'): ImageAnnotations =>
  hrsc2016Format.parse({ variant } as Dataset, source, Buffer.from(content), () => undefined)[0];
const amend = (content: string, change: ObjectChange['change'], variant = 'ship'): string =>
  hrsc2016Format
    .amend({ variant } as Dataset, source, Buffer.from(content), [
      { image: '100000006', objects: [{ object: 0, change }], file: [] },
    ])
    .toString();

describe('parsing', () => {
  it('reads the rotated box clockwise on the image, the size, and Class_ID', () => {
    const image = parse(document(object([100, 50, 40, 20, Math.PI / 2])));
    expect(image).toMatchObject({
      id: '100000006',
      statedImageName: '100000006',
      statedSize: { width: 1172, height: 816, depth: 3, line: 3 },
      problems: [],
    });
    const [ship] = image.objects;
    expect(ship).toMatchObject({
      index: 0,
      line: 7,
      className: 'ship',
      classId: 100000013,
      difficulty: 2,
      truncated: true,
      written: { kind: 'rotated', cx: 100, cy: 50, w: 40, h: 20, theta: Math.PI / 2 },
    });
    // A quarter turn clockwise takes the top left corner to the top right.
    const expected = [110, 30, 110, 70, 90, 70, 90, 30];
    for (const [i, value] of ship.polygon.entries()) expect(value).toBeCloseTo(expected[i], 9);
  });

  it('names the 31 classes where they are asked for', () => {
    const box = [1, 2, 3, 4, 0];
    const ids = [100000001, 100000033, 100000022, 100000021, 'x', ''];
    const { objects, problems } = parse(document(ids.map((id) => object(box, id)).join('')), 'classwise');
    expect(objects.map(({ className, classId }) => [className, classId])).toEqual([
      ['ship', 100000001],
      ['Invincible-class', 100000033],
      ['Hovercraft', 100000022],
      ['#100000021', 100000021],
    ]);
    expect(problems.map(({ reason, object, values }) => [reason, object, values])).toEqual([
      ['bad-class-id', 4, { text: 'x', field: 'Class_ID' }],
      ['missing-tag', 5, { tag: 'Class_ID' }],
    ]);
    expect(hrscClasses).toHaveLength(31);
    expect(parse(document(object(box, 'x'))).objects[0]).not.toHaveProperty('classId');
  });

  it('reads images without ships, in either spelling', () => {
    expect(parse(document(''))).toMatchObject({ objects: [], problems: [] });
    expect(parse('<HRSC_Image><HRSC_Objects/></HRSC_Image>')).toMatchObject({ objects: [], problems: [] });
  });

  it('keeps impossible boxes for the audit and reports numbers that are none', () => {
    const { objects, problems } = parse(
      document(object([1, 2, 0, -3, 90]) + object(['nan', 2, '1e999', 4, 0]) + object([1, 2, '12..3', 4, 0])),
    );
    expect(objects.map(({ written }) => written)).toMatchObject([
      { w: 0, h: -3, theta: 90 },
      { cx: Number.NaN, w: Infinity },
    ]);
    expect(problems).toMatchObject([{ reason: 'bad-number', object: 2, values: { text: '12..3', field: 'mbox_w' } }]);
    const cut = document(object([1, 2, 3, 4, 0])).replace(/<mbox_ang>.*<\/mbox_ang>/, '');
    expect(parse(cut).problems).toMatchObject([{ reason: 'missing-tag', values: { tag: 'mbox_ang' } }]);
  });
});

describe('opening', () => {
  it('finds the layout of the download, and reads each file once', async () => {
    const content = document(object([1, 2, 3, 4, 0]));
    for (const id of ['1', '2', '3']) put(`FullDataSet/Annotations/${id}.xml`, content);
    put('Train/Annotations/1.xml', content);
    for (const id of ['1', '2']) put(`FullDataSet/AllImages/${id}.bmp`);
    put('ImageSets/trainval.txt', '1\n2\n');
    put('ImageSets/train.txt', '1\n');
    put('ImageSets/test.txt', '3\n');
    expect(await hrsc2016Format.detect(root)).toMatchObject({ variant: 'ship', confidence: 0.98 });
    const dataset = await hrsc2016Format.open(root, {});
    expect(dataset).toMatchObject({
      classes: ['ship'],
      classesFrom: 'standard',
      splits: ['train', 'trainval', 'test'],
    });
    expect(dataset.sources.map(({ file, split, imageFile }) => [file, split, imageFile])).toEqual([
      ['FullDataSet/Annotations/1.xml', 'train', 'FullDataSet/AllImages/1.bmp'],
      ['FullDataSet/Annotations/2.xml', 'trainval', 'FullDataSet/AllImages/2.bmp'],
      ['FullDataSet/Annotations/3.xml', 'test', undefined],
    ]);
    expect(dataset.unpaired).toEqual([
      { kind: 'listed-without-image', item: '3', list: 'ImageSets/test.txt', line: 1 },
    ]);
    expect((await hrsc2016Format.open(root, { variant: 'classwise' })).classes).toEqual(hrscClasses);
    await expect(hrsc2016Format.open(root, { variant: 'x' })).rejects.toMatchObject({
      code: 'datasets/unknown-variant',
    });
  });

  it('finds files and images in one folder', async () => {
    put('1.xml', document(''));
    put('1.PNG');
    expect(await hrsc2016Format.open(root, {})).toMatchObject({
      sources: [{ file: '1.xml', imageFile: '1.PNG' }],
      unpaired: [],
    });
  });

  it('refuses a folder without such files', async () => {
    put('1.xml', '<annotation/>');
    expect(await hrsc2016Format.detect(root)).toBeUndefined();
    await expect(hrsc2016Format.open(root, {})).rejects.toMatchObject({ code: 'datasets/nothing-to-read' });
  });
});

describe('changing', () => {
  it('states a polygon as the nearest form of its rectangle, and its bounds as whole numbers', () => {
    const content = document(object([100, 50, 20, 40, -0.5]));
    const changed = amend(content, { kind: 'replace-polygon', polygon: [85.5, 29, 115.5, 29, 115.5, 71, 85.5, 71] });
    // Sides stay in their order although the second is the longer one.
    const expected = object([100.5, 50, 30, 42, 0])
      .replace('>119<', '>86<')
      .replace('>75<', '>29<')
      .replace('>587<', '>116<')
      .replace('>789<', '>71<');
    expect(changed).toBe(document(expected));
    const quarter = amend(content, { kind: 'replace-polygon', polygon: [80, 40, 120, 40, 120, 60, 80, 60] });
    expect(parse(quarter).objects[0].written).toMatchObject({ w: 20, h: 40, theta: expect.closeTo(-Math.PI / 2, 9) });
  });

  it('keeps a place for boxes without area, and refuses those without a place', () => {
    const content = document(object([100, 50, 40, 20, 0]));
    const segment = amend(content, { kind: 'replace-polygon', polygon: [0, 0, 30, 40, 30, 40, 0, 0] });
    expect(parse(segment).objects[0].written).toMatchObject({ cx: 15, cy: 20, w: 50, h: 0 });
    const point = amend(content, { kind: 'replace-polygon', polygon: [5, 6, 5, 6, 5, 6, 5, 6] });
    expect(parse(point).objects[0].written).toMatchObject({ cx: 5, cy: 6, w: 0, h: 0 });
    expect(() => amend(content, { kind: 'replace-polygon', polygon: [Number.NaN, 0, 1, 0, 1, 1, 0, 1] })).toThrow(
      expect.objectContaining({ code: 'datasets/change-unsupported' }),
    );
  });

  it('renames classes only to those that there are', () => {
    const content = document(object([100, 50, 40, 20, 0]));
    expect(amend(content, { kind: 'rename-class', className: 'Ford-class' }, 'classwise')).toBe(
      content.replace('100000013', '100000031'),
    );
    for (const [className, variant] of [
      ['ship', 'ship'],
      ['tank', 'classwise'],
    ]) {
      expect(() => amend(content, { kind: 'rename-class', className }, variant)).toThrow(
        expect.objectContaining({ code: 'datasets/change-unsupported' }),
      );
    }
  });

  it('sets the size, and puts a missing one behind the name', () => {
    const file = [{ kind: 'set-size' as const, size: { width: 10, height: 20 } }];
    const set = (content: string): string =>
      hrsc2016Format.amend({} as Dataset, source, Buffer.from(content), [{ image: '', objects: [], file }]).toString();
    const content = document('');
    const sized = content.replace('1172', '10').replace('816', '20');
    expect(set(content)).toBe(sized);
    const bare = '<HRSC_Image>\n  <Img_FileName>1</Img_FileName>\n</HRSC_Image>';
    expect(set(bare)).toBe(
      bare.replace(
        '</Img_FileName>',
        '</Img_FileName>\n  <Img_SizeWidth>10</Img_SizeWidth>\n  <Img_SizeHeight>20</Img_SizeHeight>',
      ),
    );
  });
});

describe('writing', () => {
  const write = async (objects: readonly Pick<AnnotatedObject, 'className' | 'polygon' | 'written' | 'classId'>[]) => {
    const image: ImageAnnotations = {
      id: 'P1',
      annotationFile: 'P1.txt',
      statedSize: { width: 100, height: 100, line: 1 },
      objects: objects.map((one, index) => ({ ...one, index, line: index + 1, difficulty: 0 })),
      problems: [],
    };
    const losses = await hrsc2016Format.write(
      (async function* () {
        yield image;
      })(),
      { root, classes: [], sizeOf: () => undefined, placeImage: async () => {} },
    );
    const text = readFileSync(join(root, 'FullDataSet/Annotations/P1.xml'), 'utf8');
    return { losses: losses.filter(({ what }) => what !== 'image-type'), text, read: parse(text, 'classwise').objects };
  };
  const polygon = { kind: 'polygon' } as const;

  it('counts what a rotated box cannot say', async () => {
    const { losses, read } = await write([
      { className: 'ship', polygon: [0, 0, 40, 0, 40, 20, 0, 20], written: polygon },
      { className: 'ship', polygon: [40, 0, 40, 20, 0, 20, 0, 0], written: polygon },
      { className: 'ship', polygon: [0, 0, 40, 0, 50, 20, 10, 20], written: polygon },
      { className: 'ship', polygon: [Number.NaN, 0, 40, 0, 40, 20, 0, 20], written: polygon },
      { className: 'plane', polygon: [0, 0, 9, 9, 9, 9, 0, 0], written: polygon },
      {
        className: 'Perry',
        polygon: [0, 0, 1, 0, 1, 1, 0, 1],
        written: { kind: 'rotated', cx: 5, cy: 5, w: 4, h: 2, theta: 3 },
      },
      {
        className: 'Perry',
        polygon: [0, 0, 1, 0, 1, 1, 0, 1],
        written: { kind: 'rotated', cx: 5, cy: 5, w: 4, h: 2, theta: 45 },
      },
    ]);
    expect(losses).toEqual([
      { what: 'corner-order', count: 1, example: 'P1.txt:2' },
      { what: 'polygon-as-rectangle', count: 1, example: 'P1.txt:3' },
      { what: 'not-finite', count: 1, example: 'P1.txt:4' },
      { what: 'class-as-ship', count: 1, example: 'P1.txt:5' },
      { what: 'angle-range', count: 1, example: 'P1.txt:6' },
    ]);
    expect(read).toHaveLength(7);
    expect(read[3].polygon.every(Number.isNaN)).toBe(true);
    expect(read[4]).toMatchObject({ className: 'ship', written: { h: 0 } });
    expect(read[5]).toMatchObject({ className: 'Perry', written: { theta: expect.closeTo(3 - Math.PI, 9) } });
    // An angle in degrees is a defect that must stay to be seen.
    expect(read[6].written).toMatchObject({ theta: 45 });
  });

  it('puts the head at the end where the first two corners are', async () => {
    const { text } = await write([
      { className: 'ship', polygon: [40, 0, 40, 20, 0, 20, 0, 0], written: polygon },
      { className: 'ship', polygon: [0, 20, 0, 0, 40, 0, 40, 20], written: polygon },
    ]);
    expect([...text.matchAll(/<header_x>(.*?)<\/header_x>\s*<header_y>(.*?)</g)].map(([, x, y]) => [x, y])).toEqual([
      ['40', '10'],
      ['0', '10'],
    ]);
  });
});

const real = '../shared/realdata/hrsc2016/mmrotate_tests';
describe.skipIf(!existsSync(real))('real files (../shared/realdata/hrsc2016, where present)', () => {
  it('reads the example of MMRotate: the box covers its horizontal box', async () => {
    const dataset = await hrsc2016Format.open(real, {});
    const [first] = dataset.sources;
    const content = readFileSync(join(real, first.file));
    const [image] = hrsc2016Format.parse(dataset, first, content, () => undefined);
    expect(image).toMatchObject({ problems: [], statedSize: { width: 1172, height: 816, depth: 3, line: 13 } });
    expect(image.objects).toMatchObject([
      { className: 'ship', classId: 100000013, difficulty: 0, truncated: false, line: 36 },
    ]);
    const [ship] = image.objects;
    const xs = ship.polygon.filter((_, i) => i % 2 === 0);
    const ys = ship.polygon.filter((_, i) => i % 2 === 1);
    // box_xmin 119, box_ymin 75, box_xmax 587, box_ymax 789: an angle of the other sense would not reach down to 789.
    expect(Math.min(...ys)).toBeCloseTo(53.9, 1);
    expect(Math.max(...ys)).toBeCloseTo(832.8, 1);
    expect(Math.min(...xs)).toBeLessThan(119);
    expect(hrsc2016Format.amend(dataset, first, content, [])).toEqual(content);
  });
});
