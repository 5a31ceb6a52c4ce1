import { describe, expect, it } from 'vitest';
import type { Dataset, ImageAnnotations } from '../types.js';
import { corners, document, horizontal, oriented } from './documents.js';
import { diorFormat } from './index.js';

const orientedFolder = 'Annotations/Oriented Bounding Boxes';

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
