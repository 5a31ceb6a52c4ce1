import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Amendment, Dataset, FileChange, ObjectChange } from '../types.js';
import { amend } from './amend.js';
import { parse } from './parse.js';

const dataset = {} as Dataset;
const source = { file: 'labelTxt/P0001.txt', bytes: 0 };

function changed(content: string, objects: ObjectChange[], file: FileChange[] = []): string {
  const amendment: Amendment = { image: 'P0001', objects, file };
  return amend(dataset, source, Buffer.from(content), [amendment]).toString();
}

const content = [
  '\uFEFFimagesource:GF\r\n',
  'gsd:1\r\n',
  '  1 2  3 4 5 6 7 8\tship 0\r\n',
  'too few\r\n',
  '\r\n',
  '1.0 2.0 3.0 4.0 5.0 6.0 7.0 8.0 harbor\r\n',
  '9 9 9 9 9 9 9 9 ship 1',
];
const whole = content.join('');

describe('changing DOTA labels', () => {
  it('returns the same bytes for no changes', () => {
    expect(changed(whole, [])).toBe(whole);
  });

  it('drops whole lines, unreadable ones too', () => {
    expect(changed(whole, [{ object: 0, change: { kind: 'drop' } }])).toBe(content.toSpliced(2, 1).join(''));
    expect(changed(whole, [{ object: 1, change: { kind: 'drop' } }])).toBe(content.toSpliced(3, 1).join(''));
    expect(changed(whole, [{ object: 3, change: { kind: 'drop' } }])).toBe(content.slice(0, -1).join(''));
  });

  it('replaces the coordinates that differ and keeps spacing and spelling', () => {
    const polygon = [1, 2.5, 3, 4, 50, 6, 7, 8.1234567] as const;
    expect(changed(whole, [{ object: 0, change: { kind: 'replace-polygon', polygon } }])).toBe(
      content.toSpliced(2, 1, '  1 2.5  3 4 50 6 7 8.1234567\tship 0\r\n').join(''),
    );
    expect(changed(whole, [{ object: 2, change: { kind: 'replace-polygon', polygon } }])).toBe(
      content.toSpliced(5, 1, '1.0 2.5 3.0 4.0 50.0 6.0 7.0 8.1234567 harbor\r\n').join(''),
    );
  });

  it('sets a difficulty, and adds one where it is missing', () => {
    const change = { kind: 'set-difficulty', difficulty: 2 } as const;
    expect(changed(whole, [{ object: 0, change }])).toBe(
      content.toSpliced(2, 1, '  1 2  3 4 5 6 7 8\tship 2\r\n').join(''),
    );
    expect(changed(whole, [{ object: 2, change }])).toBe(
      content.toSpliced(5, 1, '1.0 2.0 3.0 4.0 5.0 6.0 7.0 8.0 harbor 2\r\n').join(''),
    );
  });

  it('renames a class, with blanks in it too', () => {
    const change = { kind: 'rename-class', className: 'storage-tank' } as const;
    expect(changed('1 2 3 4 5 6 7 8 storage  tank 0', [{ object: 0, change }])).toBe('1 2 3 4 5 6 7 8 storage-tank 0');
  });

  it('makes several changes of one object and of several', () => {
    const changes: ObjectChange[] = [
      { object: 3, change: { kind: 'rename-class', className: 'boat' } },
      { object: 3, change: { kind: 'set-difficulty', difficulty: 0 } },
      { object: 0, change: { kind: 'drop' } },
    ];
    expect(changed(whole, changes)).toBe(content.toSpliced(6, 1, '9 9 9 9 9 9 9 9 boat 0').toSpliced(2, 1).join(''));
  });

  it('strips the header and keeps the byte order mark', () => {
    expect(changed(whole, [], [{ kind: 'strip-header' }])).toBe(`\uFEFF${content.slice(2).join('')}`);
  });

  it('refuses what the format cannot hold, and lines it cannot read', () => {
    const size = { width: 1, height: 1 };
    expect(() => changed(whole, [], [{ kind: 'set-size', size }])).toThrow(
      expect.objectContaining({ code: 'datasets/change-unsupported' }),
    );
    expect(() => changed(whole, [{ object: 1, change: { kind: 'set-difficulty', difficulty: 1 } }])).toThrow(
      expect.objectContaining({ code: 'datasets/unwritable-annotation', location: { file: source.file, line: 4 } }),
    );
  });

  it('reads back what was set, and leaves the other objects alone', () => {
    const coordinate = fc.double({ min: -1e4, max: 1e4, noNaN: true });
    const quad = fc.array(coordinate, { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(fc.array(quad, { minLength: 1, maxLength: 5 }), quad, fc.nat(4), (quads, polygon, at) => {
        const object = at % quads.length;
        const text = quads.map((values) => `${values.join(' ')} ship 0\n`).join('');
        const change = { kind: 'replace-polygon', polygon: polygon as never } as const;
        const after = parse(dataset, source, Buffer.from(changed(text, [{ object, change }])))[0];
        for (const [index, values] of quads.entries()) {
          const expected = index === object ? polygon : values;
          for (const [i, value] of after.objects[index].polygon.entries()) {
            expect(Math.abs(value - expected[i])).toBeLessThan(1e-6);
          }
        }
      }),
    );
  });
});
