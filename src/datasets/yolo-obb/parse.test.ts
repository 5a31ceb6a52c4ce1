import { describe, expect, it } from 'vitest';
import type { Dataset, ImageAnnotations, ImageSize } from '../types.js';
import { parse } from './parse.js';

interface Context {
  classes?: string[];
  assumedSize?: ImageSize;
  image?: ImageSize;
}

function read(
  content: string | Buffer,
  { classes = ['plane', 'ship'], assumedSize, image }: Context,
): ImageAnnotations {
  const dataset = { classes, ...(assumedSize && { assumedSize }) } as unknown as Dataset;
  const source = { file: 'labels/train/P1.txt', bytes: 0, split: 'train', imageFile: 'images/train/P1.png' };
  return parse(dataset, source, Buffer.from(content), () => image)[0];
}

const image = { width: 200, height: 100 };
const line = '1 0.1 0.2 0.3 0.2 0.3 0.4 0.1 0.4';

describe('YOLO-OBB labels', () => {
  it('turns fractions into pixels of the image', () => {
    expect(read(`${line}\r\n`, { image })).toEqual({
      id: 'P1',
      split: 'train',
      annotationFile: 'labels/train/P1.txt',
      imageFile: 'images/train/P1.png',
      scaledBy: image,
      objects: [
        {
          index: 0,
          line: 1,
          className: 'ship',
          classId: 1,
          polygon: [20, 20, 60, 20, 60, 40, 20, 40],
          written: { kind: 'polygon' },
        },
      ],
      problems: [],
    });
  });

  it('assumes a size where the image has none, and says so once', () => {
    const guessed = read(`${line}\n${line}\n`, {});
    expect(guessed.scaledBy).toEqual({ width: 1024, height: 1024 });
    expect(guessed.problems).toEqual([
      { reason: 'image-size-unknown', line: 1, values: { width: 1024, height: 1024 } },
    ]);
    expect(read(line, { assumedSize: { width: 10, height: 10 } }).objects[0].polygon[0]).toBe(1);
  });

  it('looks at no image for a file without objects', () => {
    expect(read('\n', {})).toMatchObject({ objects: [], problems: [] });
  });

  it('makes a rectangle of more than four corners', () => {
    const { objects, problems } = read('0 0 0 0.5 0 1 0 1 1 0 1', { image });
    expect(problems).toEqual([{ reason: 'corners-reduced', line: 1, object: 0, values: { corners: 5 } }]);
    const [x, y] = [objects[0].polygon.filter((_, i) => i % 2 === 0), objects[0].polygon.filter((_, i) => i % 2 === 1)];
    expect([Math.min(...x), Math.max(...x), Math.min(...y), Math.max(...y)].map(Math.round)).toEqual([0, 200, 0, 100]);
  });

  it('names an id without a class by its number', () => {
    expect(read(`7${line.slice(1)}`, { image }).objects[0]).toMatchObject({ className: '#7', classId: 7 });
    expect(read('1.0 0 0 1 0 1 1 0 1', { image }).objects[0]).toMatchObject({ className: 'ship', classId: 1 });
  });

  it.each([
    ['0 0.5 0.5 0.1 0.1', { reason: 'too-few-fields', values: { fields: 5, expected: 9 } }],
    [`${line} 0.9`, { reason: 'too-many-fields', values: { fields: 10, expected: 9 } }],
    ['ship 0 0 1 0 1 1 0 1', { reason: 'bad-class-id', values: { text: 'ship', field: 1 } }],
    ['0.5 0 0 1 0 1 1 0 1', { reason: 'bad-class-id' }],
    ['-1 0 0 1 0 1 1 0 1', { reason: 'bad-class-id' }],
    ['1 0 0 1 0 1 --1 0 1', { reason: 'bad-number', values: { text: '--1', field: 7 } }],
    ['1 0 0 1 \0 1 1 0 1', { reason: 'not-text' }],
    [`1 ${'0.5 '.repeat(100_000)}`, { reason: 'line-too-long' }],
  ])('leaves out a line that cannot be read and goes on (%#)', (bad, problem) => {
    const { objects, problems } = read(`${`${line}\n`.repeat(20)}${bad}\n${line}\n`, { image });
    expect(problems).toEqual([expect.objectContaining({ ...problem, line: 21, object: 20 })]);
    expect(objects.map(({ index }) => index)).toEqual([...Array(20).keys(), 21]);
  });

  it('keeps nan and inf for the rules', () => {
    expect(read('0 nan inf 1e999 0 0 0 0 0', { image }).objects[0].polygon.slice(0, 3)).toEqual([
      Number.NaN,
      Infinity,
      Infinity,
    ]);
  });
});
