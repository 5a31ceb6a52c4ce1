import { describe, expect, it } from 'vitest';
import { folderMaker } from '../../../tests/dataset-folder.js';
import type { AnnotationSource, Dataset, ImageAnnotations } from '../types.js';
import { parse } from './parse.js';

const root = folderMaker()({ 'images/1.png': '', 'images/sub/2.png': '', '3.png': '' });

function read(content: unknown, variant = 'polygon', folders = ['images', '']): ImageAnnotations[] {
  const dataset = { root, classes: ['plane', 'ship'], variant } as unknown as Dataset;
  const source: AnnotationSource = { file: 'annotations/train.json', bytes: 0, split: 'train', imageFolders: folders };
  const bytes = Buffer.isBuffer(content) ? content : typeof content === 'string' ? content : JSON.stringify(content);
  return parse(dataset, source, Buffer.from(bytes));
}

const categories = [
  { id: 3, name: 'ship' },
  { id: 1, name: 'plane' },
];
const images = [{ id: 10, file_name: '1.png', width: 200, height: 100 }];
const of = (...annotations: unknown[]): unknown => ({
  images,
  categories,
  annotations: annotations.map((fields, i) => ({ id: i, image_id: 10, category_id: 3, ...(fields as object) })),
});
const square = [1, 1, 9, 1, 9, 9, 1, 9];

const lineOf = (text: string, part: string): number => text.split('\n').findIndex((line) => line.includes(part)) + 1;

describe('COCO files', () => {
  it('reads images, their sizes and files, and objects in order', () => {
    const document = {
      categories,
      images: [
        { id: 10, file_name: './1.png', width: 200, height: 100, image_source: 'GF', gsd: 0.5 },
        { id: 'b', file_name: 'sub\\2.png', width: 20, height: 10 },
        { id: 4, file_name: '/data/x/3.png', width: 20, height: 10 },
        { id: 5, file_name: 'none.png', width: 20, height: 10 },
      ],
      annotations: [
        { image_id: 'b', category_id: 1, segmentation: [square], difficult: 1, truncated: 0 },
        { image_id: 10, category_id: 3, segmentation: [square] },
        { image_id: 'b', category_id: 3, bbox: square },
      ],
    };
    const read1 = read(document);
    expect(read1.map(({ id, imageFile, statedImageName }) => [id, imageFile, statedImageName])).toEqual([
      ['1', 'images/1.png', '1.png'],
      ['2', 'images/sub/2.png', 'sub/2.png'],
      ['3', '3.png', '/data/x/3.png'],
      ['none', undefined, 'none.png'],
    ]);
    expect(read1[0]).toMatchObject({
      split: 'train',
      annotationFile: 'annotations/train.json',
      statedSize: { width: 200, height: 100, line: 1 },
      imageSource: 'GF',
      groundSampleDistance: 0.5,
      problems: [],
    });
    expect(read1[1].objects).toEqual([
      {
        index: 0,
        line: 1,
        className: 'plane',
        classId: 0,
        polygon: square,
        written: { kind: 'polygon' },
        difficulty: 1,
        truncated: false,
      },
      { index: 1, line: 1, className: 'ship', classId: 1, polygon: square, written: { kind: 'polygon' } },
    ]);
  });

  it('gives images of one name in several folders ids of their own', () => {
    const named = ['a/1.png', 'b/1.png', 'b/1.jpg'].map((file_name, id) => ({ id, file_name, width: 1, height: 1 }));
    expect(read({ images: named, annotations: [], categories }).map(({ id }) => id)).toEqual(['1', 'b_1', 'b_1-2']);
  });

  it('takes no image from outside the dataset', () => {
    const named = ['../../../etc/passwd.png', '/etc/hostname', 'images/../../x'].map((file_name, id) => ({
      id,
      file_name,
    }));
    for (const { imageFile } of read({ images: named, annotations: [] })) expect(imageFile).toBeUndefined();
  });

  it('finds lines in files that have them', () => {
    const text = JSON.stringify(of({ segmentation: [square] }, { bbox: [1, 2, 3, 4] }), null, 1);
    const [image] = read(text);
    expect(image.statedSize?.line).toBe(lineOf(text, '"id": 10') - 1);
    expect(image.objects.map(({ line }) => line)).toEqual([lineOf(text, '"id": 0') - 1, lineOf(text, '"bbox"') - 4]);
  });
});

describe('COCO shapes', () => {
  const shapeIn = (fields: unknown, variant?: string) => {
    const [{ objects, problems }] = read(of(fields), variant);
    return { object: objects[0], problems };
  };

  it('reads rotated boxes in radians, clockwise, and in degrees, counter-clockwise', () => {
    const { object } = shapeIn({ bbox: [50, 50, 20, 10, Math.PI / 2] });
    expect(object.written).toEqual({ kind: 'rotated', cx: 50, cy: 50, w: 20, h: 10, theta: Math.PI / 2 });
    expect(object.polygon.map(Math.round)).toEqual([55, 40, 55, 60, 45, 60, 45, 40]);
    const degrees = shapeIn({ bbox: [50, 50, 20, 10, 90] }, 'rotated-degrees').object;
    expect(degrees.written).toMatchObject({ theta: -Math.PI / 2 });
    expect(degrees.polygon.map(Math.round)).toEqual([45, 60, 45, 40, 55, 40, 55, 60]);
  });

  it('reads a plain box as horizontal, negative sides too', () => {
    expect(shapeIn({ bbox: [10, 20, 30, -5], segmentation: [] }).object).toMatchObject({
      written: { kind: 'horizontal', xmin: 10, ymin: 20, xmax: 40, ymax: 15 },
      polygon: [10, 20, 40, 20, 40, 15, 10, 15],
    });
  });

  it('prefers four corners, then a rotated box, then other polygons, then a plain box', () => {
    const bbox = [5, 5, 8, 8, 0];
    const hexagon = [[0, 0, 5, 0, 9, 5, 5, 9, 0, 9, 0, 5]];
    expect(shapeIn({ segmentation: [square], bbox }).object.written.kind).toBe('polygon');
    expect(shapeIn({ segmentation: hexagon, bbox }).object.written.kind).toBe('rotated');
    expect(shapeIn({ segmentation: hexagon, bbox: [0, 0, 9, 9] }).object.written.kind).toBe('polygon');
    expect(shapeIn({ segmentation: square, bbox: [0, 0, 9, 9] }).object.polygon).toEqual(square);
  });

  it('drops a corner that closes the polygon, and makes a rectangle of other polygons', () => {
    expect(shapeIn({ segmentation: [[...square, 1, 1]] })).toMatchObject({ object: { polygon: square }, problems: [] });
    const { object, problems } = shapeIn({ segmentation: [[0, 0, 10, 0, 10, 5, 10, 10, 0, 10]] });
    expect(problems).toEqual([{ reason: 'corners-reduced', line: 1, object: 0, values: { corners: 5 } }]);
    expect([...object.polygon].map(Math.round).sort((a, b) => a - b)).toEqual([0, 0, 0, 0, 10, 10, 10, 10]);
    expect(shapeIn({ segmentation: [[0, 0, 3, 0, 9, 0]] }).object.polygon).toEqual([0, 0, 9, 0, 9, 0, 0, 0]);
  });

  it.each([
    [{ segmentation: [square, square] }, { reason: 'unsupported-shape', values: { kind: '2 polygons' } }],
    [{ segmentation: { counts: 'a', size: [1, 1] }, bbox: [1, 1, 2, 2] }, { reason: 'unsupported-shape' }],
    [{ segmentation: [[1, 2, 3, 4]] }, { reason: 'too-few-fields', values: { fields: 4, expected: 8 } }],
    [{}, { reason: 'missing-tag' }],
    [{ bbox: [1, 2, 3] }, { reason: 'missing-tag' }],
    [{ bbox: [1, '2', 3, 4] }, { reason: 'bad-number', values: { text: '"2"', field: 2 } }],
  ])('leaves out what it cannot read and goes on (%#)', (fields, problem) => {
    const [{ objects, problems }] = read(of({ bbox: square }, fields, { bbox: square }));
    expect(problems).toEqual([expect.objectContaining({ ...problem, line: 1, object: 1 })]);
    expect(objects.map(({ index }) => index)).toEqual([0, 2]);
  });

  it('takes crowds and ignored objects as difficult', () => {
    const difficulty = (fields: object) => shapeIn({ bbox: square, ...fields }).object.difficulty;
    expect(
      [{ iscrowd: 1 }, { ignore: true }, { iscrowd: 0 }, { difficulty: 2 }, { difficult: false }].map(difficulty),
    ).toEqual([1, 1, undefined, 2, 0]);
  });
});

describe('bad COCO files', () => {
  it('keeps NaN and Infinity, which Python writes', () => {
    const text = JSON.stringify(
      of({ bbox: ['NaN', '-Infinity', 'Infinity', 4] }, { segmentation: [square], note: 'NaN' }),
    )
      .replace('"NaN"', 'NaN')
      .replace('"-Infinity"', '-Infinity')
      .replace('"Infinity"', 'Infinity');
    const [{ objects, problems }] = read(text);
    expect(problems).toEqual([]);
    expect(objects[0].written).toMatchObject({ xmin: Number.NaN, ymin: -Infinity, xmax: Number.NaN });
    expect(objects).toHaveLength(2);
  });

  it('keeps null as not a number, and 1e999', () => {
    expect(
      read(
        '{"images":[{"id":1,"file_name":"1.png","width":1,"height":1}],"annotations":[{"image_id":1,"category_id":1,"bbox":[null,1e999,1,1]}],"categories":[]}',
      )[0].objects[0].polygon.slice(0, 2),
    ).toEqual([Number.NaN, Infinity]);
  });

  it('names references that lead nowhere', () => {
    const [{ objects, problems }] = read(
      of({ bbox: square, category_id: 77 }, { bbox: square, image_id: 99 }, { bbox: square }),
    );
    expect(objects.map(({ index, className }) => [index, className])).toEqual([
      [0, '#77'],
      [1, 'ship'],
    ]);
    expect(problems).toEqual([
      { reason: 'dangling-reference', line: 1, values: { field: 'image_id', id: '99' } },
      { reason: 'dangling-reference', line: 1, object: 0, values: { field: 'category_id', id: '77' } },
    ]);
  });

  it('reads what it can of a file that is cut off, and says where', () => {
    const text = JSON.stringify(of({ bbox: square }, { bbox: square }), null, 1);
    const cut = text.slice(0, text.lastIndexOf('"image_id"'));
    const [{ objects, problems }] = read(cut);
    expect(objects).toHaveLength(1);
    expect(problems[0]).toMatchObject({ reason: 'json-malformed', line: cut.split('\n').length });
  });

  it.each([
    ['[1, 2]', 'wrong-root'],
    ['{"shapes": []}', 'wrong-root'],
    ['null', 'wrong-root'],
    ['', 'empty-file'],
    [Buffer.from('{"images": []}', 'utf16le'), 'not-text'],
    ['<xml/>', 'wrong-root'],
    ['{"image', 'json-malformed'],
  ])('finds no images in %j', (content, reason) => {
    const [image, ...others] = read(content);
    expect(others).toEqual([]);
    expect(image).toMatchObject({ id: 'train', objects: [] });
    expect(image.problems[0]).toMatchObject({ reason, line: 1 });
  });

  it('leaves out a malformed entry and goes on', () => {
    const text = JSON.stringify(of({ bbox: square }, { bbox: square }, { bbox: square }), null, 1);
    const broken = text
      .replace('"id": 1,', '"id": 1 1,')
      .replace('"id": 1,\n   "image_id"', '"id": 1 2,\n   "image_id"');
    const [{ objects, problems }] = read(broken);
    expect(objects).toHaveLength(2);
    expect(problems).toEqual([
      { reason: 'json-malformed', line: lineOf(broken, '1 1,') - 1, values: { detail: 'categories[1]' } },
      { reason: 'json-malformed', line: lineOf(broken, '1 2,') - 1, values: { detail: 'annotations[1]' } },
    ]);
  });

  it('reads Latin-1 with a problem', () => {
    const text = JSON.stringify({ images, categories: [{ id: 3, name: 'b\xe2teau' }], annotations: [] });
    expect(read(Buffer.from(text, 'latin1'))[0].problems).toMatchObject([{ reason: 'bad-encoding' }]);
  });

  it('is no way to reach the prototype', () => {
    read(
      '{"images":[{"id":1,"file_name":"1.png","__proto__":{"polluted":1}}],"annotations":[],"__proto__":{"polluted":1}}',
    );
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
