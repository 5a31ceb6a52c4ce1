import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AnnotatedObject, Dataset, ImageAnnotations, ObjectChange } from '../types.js';
import { rolabelimgFormat } from './index.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'keel-rolabelimg-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(path: string, content = ''): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

const robndbox = (angle: number | string = 0.5): string =>
  `<robndbox>\n      <cx>10.5</cx><cy>20</cy><w>8</w><h>4</h><angle>${angle}</angle>\n    </robndbox>`;
const bndbox =
  '<bndbox>\n      <xmin>1</xmin>\n      <ymin>2</ymin>\n      <xmax>30</xmax>\n      <ymax>40</ymax>\n    </bndbox>';
const object = (type: string, box: string): string =>
  `  <object>\n    <type>${type}</type>\n    <name>dog</name>\n    <difficult>1</difficult>\n    ${box}\n  </object>\n`;
const document = (objects: string): string =>
  `<annotation verified="yes">\n  <filename>demo</filename>\n  <size><width>512</width><height>290</height><depth>3</depth></size>\n${objects}</annotation>\n`;

const source = { file: 'demo.xml', bytes: 0 };
const parse = (content: string): ImageAnnotations =>
  rolabelimgFormat.parse({} as Dataset, source, Buffer.from(content), () => undefined)[0];
const amend = (content: string, change: ObjectChange['change']): string =>
  rolabelimgFormat
    .amend({} as Dataset, source, Buffer.from(content), [{ image: 'demo', objects: [{ object: 0, change }], file: [] }])
    .toString();

describe('parsing', () => {
  it('reads rotated and horizontal boxes in one file', () => {
    const image = parse(document(object('robndbox', robndbox(Math.PI / 2)) + object('bndbox', bndbox)));
    expect(image).toMatchObject({
      id: 'demo',
      statedImageName: 'demo',
      statedSize: { width: 512, line: 3 },
      problems: [],
    });
    expect(image.objects).toMatchObject([
      { line: 4, className: 'dog', difficulty: 1, written: { kind: 'rotated', cx: 10.5, cy: 20, w: 8, h: 4 } },
      {
        line: 12,
        written: { kind: 'horizontal', xmin: 1, ymin: 2, xmax: 30, ymax: 40 },
        polygon: [1, 2, 30, 2, 30, 40, 1, 40],
      },
    ]);
    const expected = [12.5, 16, 12.5, 24, 8.5, 24, 8.5, 16];
    for (const [i, value] of image.objects[0].polygon.entries()) expect(value).toBeCloseTo(expected[i], 9);
  });

  it('goes by the type where an object has both boxes, and reads Pascal VOC without a type', () => {
    const both = robndbox() + bndbox;
    const kinds = (content: string) => parse(content).objects.map(({ written }) => written.kind);
    expect(kinds(document(object('bndbox', both) + object('robndbox', both) + object('', bndbox)))).toEqual([
      'horizontal',
      'rotated',
      'horizontal',
    ]);
  });

  it('says what is missing or bad', () => {
    const content = document(
      object('robndbox', '') +
        object('robndbox', robndbox('')) +
        object('robndbox', robndbox('nan')) +
        object('bndbox', '<bndbox/>'),
    );
    const { objects, problems } = parse(content);
    expect(objects.map(({ index }) => index)).toEqual([2]);
    expect(problems.map(({ reason, object, values }) => [reason, object, values])).toEqual([
      ['missing-tag', 0, { tag: 'robndbox' }],
      ['bad-number', 1, { text: '', field: 'robndbox/angle' }],
      ['missing-tag', 3, { tag: 'bndbox/xmin' }],
    ]);
  });
});

describe('opening', () => {
  it('finds files beside their images, with a class list', async () => {
    put('a.xml', document(object('bndbox', bndbox)));
    put('b.xml', document(object('robndbox', robndbox())));
    put('a.png');
    put('b.tiff');
    put('c.jpeg');
    expect(await rolabelimgFormat.detect(root)).toEqual({
      format: 'rolabelimg',
      variant: 'rotated',
      confidence: 0.95,
      evidence: ['*.xml × 2'],
    });
    const dataset = await rolabelimgFormat.open(root, {});
    expect(dataset).toMatchObject({ classes: [], classesFrom: 'labels', splits: [] });
    expect(dataset.sources.map(({ imageFile }) => imageFile)).toEqual(['a.png', 'b.tiff']);
    expect(dataset.unpaired).toEqual([{ kind: 'image-without-annotation', item: 'c.jpeg' }]);
    put('classes.txt', 'dog\ncat\n');
    expect(await rolabelimgFormat.open(root, {})).toMatchObject({ classes: ['dog', 'cat'], classesFrom: 'file' });
  });

  it('takes plain Pascal VOC with little confidence', async () => {
    put('Annotations/a.xml', document(object('', bndbox)));
    expect(await rolabelimgFormat.detect(root)).toMatchObject({ variant: 'horizontal', confidence: 0.4 });
    put('Annotations/a.xml', document(''));
    expect((await rolabelimgFormat.detect(root))?.confidence).toBe(0.2);
  });

  it('leaves other XML alone', async () => {
    for (const other of [
      '<HRSC_Image/>',
      '<annotation><objects/></annotation>',
      '<html/>',
      '<annotation><object><robndbox><x_left_top>1</x_left_top></robndbox></object></annotation>',
    ]) {
      put('a.xml', other);
      expect(await rolabelimgFormat.detect(root)).toBeUndefined();
      await expect(rolabelimgFormat.open(root, {})).rejects.toMatchObject({ code: 'datasets/nothing-to-read' });
    }
  });
});

describe('changing', () => {
  const content = document(object('bndbox', bndbox));

  it('keeps a horizontal box horizontal where it can', () => {
    expect(amend(content, { kind: 'replace-polygon', polygon: [5, 2, 30, 2, 30, 40, 5, 40] })).toBe(
      content.replace('<xmin>1<', '<xmin>5<'),
    );
  });

  it('makes it a rotated one where it must', () => {
    expect(amend(content, { kind: 'replace-polygon', polygon: [0.5, 0, 8.5, 0, 8.5, 4, 0.5, 4] })).toBe(
      document(
        object(
          'robndbox',
          '<robndbox>\n      <cx>4.5</cx>\n      <cy>2</cy>\n      <w>8</w>\n      <h>4</h>\n      <angle>0</angle>\n    </robndbox>',
        ),
      ),
    );
  });

  it('states angles from 0 to π, the sides in the order they had', () => {
    const changed = amend(document(object('robndbox', robndbox())), {
      kind: 'replace-polygon',
      polygon: [0, 0, 3, -4, 11, 2, 8, 6],
    });
    expect(parse(changed).objects[0].written).toMatchObject({
      cx: 5.5,
      cy: 1,
      w: 10,
      h: 5,
      theta: expect.closeTo(Math.atan2(6, 8), 9),
    });
  });
});

describe('writing', () => {
  it('writes boxes that roLabelImg can read, beside their images', async () => {
    const one = (written: AnnotatedObject['written'], polygon: AnnotatedObject['polygon']): AnnotatedObject => ({
      index: 0,
      line: 1,
      className: 'a & b',
      difficulty: 0,
      written,
      polygon,
    });
    const sides = { xmin: 0.5, ymin: 0, xmax: 8.5, ymax: 4 };
    const image: ImageAnnotations = {
      id: 'P1',
      split: 'train',
      annotationFile: 'P1.txt',
      imageFile: 'P1.tif',
      objects: [
        one({ kind: 'horizontal', ...sides }, [0.5, 0, 8.5, 0, 8.5, 4, 0.5, 4]),
        one({ kind: 'rotated', cx: 1, cy: 2, w: 3, h: 4, theta: -0.25 }, [0, 0, 1, 0, 1, 1, 0, 1]),
      ],
      problems: [],
    };
    const placed: string[] = [];
    const losses = await rolabelimgFormat.write(
      (async function* () {
        yield image;
      })(),
      {
        root,
        classes: ['a & b'],
        sizeOf: () => ({ width: 9, height: 9 }),
        placeImage: async (_, to) => void placed.push(to),
      },
    );
    expect(losses.map(({ what }) => what)).toEqual(['horizontal-as-rotated', 'angle-range']);
    expect(placed).toEqual(['train/P1.tif']);
    const { objects, statedSize } = parse(readFileSync(join(root, 'train/P1.xml'), 'utf8'));
    expect(statedSize).toMatchObject({ width: 9, height: 9, depth: 3 });
    expect(objects).toMatchObject([
      { className: 'a & b', written: { kind: 'rotated', cx: 4.5, cy: 2, w: 8, h: 4, theta: 0 } },
      { written: { kind: 'rotated', w: 3, h: 4, theta: expect.closeTo(Math.PI - 0.25, 9) } },
    ]);
    expect(await rolabelimgFormat.open(root, {})).toMatchObject({ classes: ['a & b'], splits: ['train'] });
  });
});

const real = '../shared/realdata/rolabelimg/demo';
describe.skipIf(!existsSync(real))('real files (../shared/realdata/rolabelimg, where present)', () => {
  it('reads what the tool wrote, and leaves it as it is', async () => {
    const dataset = await rolabelimgFormat.open(real, {});
    expect(dataset).toMatchObject({ variant: 'rotated', imageCount: 4 });
    const images = dataset.sources.map((file) => {
      const content = readFileSync(join(real, file.file));
      expect(rolabelimgFormat.amend(dataset, file, content, [])).toEqual(content);
      return rolabelimgFormat.parse(dataset, file, content, () => undefined)[0];
    });
    expect(images.flatMap(({ problems }) => problems)).toEqual([]);
    expect(images.map(({ objects }) => objects.map(({ written }) => written.kind[0]).join(''))).toEqual([
      'hhrr',
      'rr',
      'hhrr',
      'r',
    ]);
    expect(images[3].objects[0].written).toEqual({
      kind: 'rotated',
      cx: 528.0957,
      cy: 392.4731,
      w: 207.4283,
      h: 783.2257,
      theta: 2.632232,
    });
  });
});
