import { describe, expect, it } from 'vitest';
import type { Quad } from '../../geometry/types.js';
import type { Dataset, FileChange, ObjectChange } from '../types.js';
import { amend } from './amend.js';
import { parse } from './parse.js';

const source = { file: 'train.json', bytes: 0 };
const dataset = { root: '/', classes: ['ship'], variant: 'polygon' } as unknown as Dataset;

const whole = `\uFEFF{
  "images": [ {"id": 1, "file_name": "é/1.png", "width": 100, "height": 50} , {"id": 2, "file_name": "2.png"} ],\r
  "annotations": [
    {"id": 1, "image_id": 1, "category_id": 5, "segmentation": [[1, 1.0,  9, 1, 9, 9, 1, 9]], "bbox": [1, 1, 8, 8], "area": 64},
    {"id": 2, "image_id": 2, "category_id": 5, "bbox": [5, 5, 8, 8, 0.0], "note": "ключ, ]"},
    {"id": 3, "image_id": 1, "category_id": 9, "bbox": [1, 1, 8, 8], "difficult": 0}
  ],
  "categories": [{"id": 5, "name": "ship"}]
}
`;

function changed(image: string, objects: ObjectChange[], file: FileChange[] = [], text = whole): string {
  return amend(dataset, source, Buffer.from(text), [{ image, objects, file }]).toString();
}

const swap = (from: string, to: string): string => {
  expect(whole).toContain(from);
  return whole.replace(from, to);
};

describe('changing COCO files', () => {
  it('returns the same bytes for no changes', () => {
    expect(changed('1', [])).toBe(whole);
  });

  it('drops entries with one comma each, first, middle, last and all', () => {
    const [first, second, third] = whole.split('\n').slice(3, 6);
    expect(changed('2', [{ object: 0, change: { kind: 'drop' } }])).toBe(swap(`${second}\n`, ''));
    expect(changed('1', [{ object: 0, change: { kind: 'drop' } }])).toBe(swap(`${first}\n`, ''));
    expect(changed('1', [{ object: 1, change: { kind: 'drop' } }])).toBe(swap(`,\n${third}`, ''));
    const all = [0, 1].map((object) => ({ object, change: { kind: 'drop' } as const }));
    expect(changed('1', all)).toBe(swap(`${first}\n`, '').replace(`,\n${third}`, ''));
    const none = amend(dataset, source, Buffer.from(whole), [
      { image: '1', objects: all, file: [] },
      { image: '2', objects: [all[0]], file: [] },
    ]).toString();
    expect(JSON.parse(none.slice(1)).annotations).toEqual([]);
  });

  it('puts corners into each field that states the shape, keeping what stays', () => {
    const polygon: Quad = [1, 1, 9, 1, 9, 7.5, 1, 9];
    const change = { kind: 'replace-polygon', polygon } as const;
    expect(changed('1', [{ object: 0, change }])).toBe(
      swap('[[1, 1.0,  9, 1, 9, 9, 1, 9]]', '[[1, 1.0,  9, 1, 9, 7.5, 1, 9]]').replace('"area": 64', '"area": 58'),
    );
    expect(changed('1', [{ object: 1, change }])).toBe(whole);
    const moved = { kind: 'replace-polygon', polygon: [2, 3, 4, 3, 4, 8, 2, 8] } as const;
    expect(changed('1', [{ object: 1, change: moved }])).toBe(
      swap('"bbox": [1, 1, 8, 8], "difficult"', '"bbox": [2, 3, 2, 5], "difficult"'),
    );
  });

  it('turns corners into the rotated box of the file', () => {
    for (const variant of ['rotated', 'rotated-degrees']) {
      const rotated = { ...dataset, variant };
      const polygon: Quad = [10, 0, 20, 10, 15, 15, 5, 5];
      const change = { kind: 'replace-polygon', polygon } as const;
      const after = amend(rotated, source, Buffer.from(whole), [
        { image: '2', objects: [{ object: 0, change }], file: [] },
      ]);
      const object = parse(rotated, source, after).find(({ id }) => id === '2')?.objects[0];
      const corners = (quad: readonly number[]): string[] =>
        [0, 2, 4, 6]
          .map((i) => `${quad[i].toFixed(6)},${quad[i + 1].toFixed(6)}`.replaceAll('-0.000000', '0.000000'))
          .sort();
      expect(corners(object?.polygon ?? [])).toEqual(corners(polygon));
    }
  });

  it('sets a difficulty, and adds one where it is missing', () => {
    const change = { kind: 'set-difficulty', difficulty: 1 } as const;
    expect(changed('1', [{ object: 1, change }])).toBe(swap('"difficult": 0', '"difficult": 1'));
    expect(changed('1', [{ object: 0, change }])).toBe(
      swap('{"id": 1, "image_id"', '{"difficult": 1, "id": 1, "image_id"'),
    );
  });

  it('renames a class, adding a category once', () => {
    const rename = (className: string) => ({ kind: 'rename-class', className }) as const;
    expect(changed('1', [{ object: 1, change: rename('ship') }])).toBe(swap('"category_id": 9', '"category_id": 5'));
    const boats = [0, 1].map((object) => ({ object, change: rename('boat') }));
    expect(changed('1', boats)).toBe(
      swap('"category_id": 9', '"category_id": 6')
        .replace('"category_id": 5', '"category_id": 6')
        .replace('"name": "ship"}', '"name": "ship"}, {"id":6,"name":"boat"}'),
    );
  });

  it('sets the size of an image', () => {
    const file: FileChange[] = [{ kind: 'set-size', size: { width: 100, height: 60 } }];
    expect(changed('1', [], file)).toBe(swap('"height": 50', '"height": 60'));
    expect(changed('2', [], file)).toBe(
      swap('{"id": 2, "file_name"', '{"width": 100, "height": 60, "id": 2, "file_name"'),
    );
  });

  it('changes a file with NaN in it', () => {
    const text = whole.replace('[5, 5, 8, 8, 0.0]', '[NaN, 5, 8, 8, Infinity]');
    const change = { kind: 'set-difficulty', difficulty: 1 } as const;
    expect(changed('2', [{ object: 0, change }], [], text)).toBe(
      text.replace('{"id": 2, "image_id"', '{"difficult": 1, "id": 2, "image_id"'),
    );
  });

  it('refuses what it cannot do', () => {
    expect(() => changed('1', [], [{ kind: 'strip-header' }])).toThrow(
      expect.objectContaining({ code: 'datasets/change-unsupported' }),
    );
    expect(() => changed('none', [{ object: 0, change: { kind: 'drop' } }])).toThrow(
      expect.objectContaining({ code: 'datasets/unwritable-annotation' }),
    );
  });
});
