import { describe, expect, it } from 'vitest';
import type { AnnotationSource, Dataset, ImageAnnotations } from '../types.js';
import { parse } from './parse.js';

function read(content: string | Buffer, file = 'labelTxt/P0001.txt'): ImageAnnotations {
  const source: AnnotationSource = { file, bytes: 0 };
  return parse({} as Dataset, source, Buffer.from(content))[0];
}

const line = '10.0 20.0 30.5 20.0 30.5 40.0 10.0 40.0 ship 0';

describe('DOTA labels', () => {
  it('reads coordinates, class and difficulty as written', () => {
    const { id, annotationFile, objects, problems } = read(`${line}\n-1 2 3e1 4 5 6 7 8 small-vehicle 2\n`);
    expect({ id, annotationFile, problems }).toEqual({
      id: 'P0001',
      annotationFile: 'labelTxt/P0001.txt',
      problems: [],
    });
    expect(objects).toEqual([
      {
        index: 0,
        line: 1,
        className: 'ship',
        polygon: [10, 20, 30.5, 20, 30.5, 40, 10, 40],
        written: { kind: 'polygon' },
        difficulty: 0,
      },
      {
        index: 1,
        line: 2,
        className: 'small-vehicle',
        polygon: [-1, 2, 30, 4, 5, 6, 7, 8],
        written: { kind: 'polygon' },
        difficulty: 2,
      },
    ]);
  });

  it.each([
    ['CRLF', `${line}\r\n${line}\r\n`],
    ['a byte order mark', `\uFEFF${line}\n${line}`],
    ['tabs and blanks', `\t${line.replaceAll(' ', '  \t')}\n\n${line}  \n`],
    ['no last end of line', `${line}\n${line}`],
  ])('reads the same objects with %s', (_, content) => {
    const { objects, problems } = read(content);
    expect(problems).toEqual([]);
    expect(objects.map(({ polygon, className }) => [className, ...polygon])).toEqual(
      Array(2).fill(['ship', 10, 20, 30.5, 20, 30.5, 40, 10, 40]),
    );
  });

  it('reads the header of a raw file, and says that it is one', () => {
    const image = read(`imagesource:GoogleEarth\ngsd:0.146\n${line}\n`);
    expect(image).toMatchObject({ imageSource: 'GoogleEarth', groundSampleDistance: 0.146 });
    expect(image.objects).toMatchObject([{ index: 0, line: 3 }]);
    expect(image.problems).toEqual([
      { reason: 'header-line', line: 1, values: { header: 'imagesource', window: false } },
      { reason: 'header-line', line: 2, values: { header: 'gsd', window: false } },
    ]);
  });

  it.each(['labelTxt/P0003__1024__824___0.txt', 'train/labelTxt/P0003__0.5__0___0.txt', 'trainval/annfiles/P0003.txt'])(
    'marks the header as that of a split file in %s',
    (file) => {
      expect(read('gsd:null\n', file).problems).toMatchObject([{ reason: 'header-line', values: { window: true } }]);
      expect(read('gsd:null\n', file).groundSampleDistance).toBeUndefined();
    },
  );

  it('keeps nan, inf and 1e999 for the rules', () => {
    const { objects, problems } = read('nan -inf 1e999 0 0 0 0 0 ship 0');
    expect(problems).toEqual([]);
    expect(objects[0].polygon.slice(0, 3)).toEqual([Number.NaN, -Infinity, Infinity]);
  });

  it.each([
    ['1 2 3 4 5 6 7 8', { reason: 'too-few-fields', values: { fields: 8, expected: 10 } }],
    ['plane', { reason: 'too-few-fields', values: { fields: 1, expected: 10 } }],
    ['1 2 --5 4 5 6 7 8 ship 0', { reason: 'bad-number', values: { text: '--5', field: 3 } }],
    ['1 2 3 4 5 6 7 1.2.3 ship 0', { reason: 'bad-number', values: { text: '1.2.3', field: 8 } }],
    ['1 2 3 4 5 6 7 8 sh\0ip 0', { reason: 'not-text' }],
    [`1 2 3 4 5 6 7 8 ${'x'.repeat(70_000)} 0`, { reason: 'line-too-long' }],
  ])('leaves out a line that cannot be read and goes on (%#)', (bad, problem) => {
    const { objects, problems } = read(`${`${line}\n`.repeat(20)}${bad}\n${line}\n`);
    expect(problems).toEqual([expect.objectContaining({ ...problem, line: 21, object: 20 })]);
    expect(objects).toHaveLength(21);
    expect(objects[20]).toMatchObject({ index: 21, line: 22 });
  });

  it.each([
    ['ship', 'ship', undefined, 'missing-difficulty'],
    ['ship easy', 'ship', undefined, 'bad-difficulty'],
    ['ship 0.5', 'ship', undefined, 'bad-difficulty'],
    ['ship 1 0.98', 'ship', 1, 'too-many-fields'],
    ['storage tank 1', 'storage tank', 1, 'too-many-fields'],
  ])('reads an object that ends in %j, with a problem', (end, className, difficulty, reason) => {
    const { objects, problems } = read(`1 2 3 4 5 6 7 8 ${end}\n`);
    expect(objects).toEqual([expect.objectContaining({ className, polygon: [1, 2, 3, 4, 5, 6, 7, 8] })]);
    expect(objects[0].difficulty).toBe(difficulty);
    expect(problems.map((problem) => problem.reason)).toContain(reason);
  });

  it('reads a class name that is not UTF-8 as Latin-1, with a problem', () => {
    const { objects, problems } = read(Buffer.from('1 2 3 4 5 6 7 8 b\xe2teau 0\n', 'latin1'));
    expect(objects[0].className).toBe('bâteau');
    expect(problems).toEqual([expect.objectContaining({ reason: 'bad-encoding', line: 1, object: 0 })]);
  });

  it('reads class names in other scripts', () => {
    const { objects, problems } = read('1 2 3 4 5 6 7 8 船 0\n');
    expect([objects[0].className, problems]).toEqual(['船', []]);
  });

  it.each([
    ['an empty file', Buffer.alloc(0), 'empty-file'],
    ['UTF-16', Buffer.from(`\uFEFF${line}`, 'utf16le'), 'bad-encoding'],
    ['zeros', Buffer.alloc(1000), 'not-text'],
  ])('finds no object in %s', (_, content, reason) => {
    const { objects, problems } = read(content);
    expect([objects, problems.map((problem) => problem.reason)]).toEqual([[], [reason]]);
  });

  it('holds no more than a thousand problems of a file of garbage', () => {
    const { objects, problems } = read('x y z\n'.repeat(50_000));
    expect(objects).toEqual([]);
    expect(problems.at(-1)).toMatchObject({ reason: 'too-many-problems', values: { more: 49_000 } });
  });
});
