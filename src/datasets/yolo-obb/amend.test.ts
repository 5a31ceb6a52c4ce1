import { expect, it } from 'vitest';
import { folderMaker } from '../../../tests/dataset-folder.js';
import { pngOf } from '../../../tests/png.js';
import type { Dataset, FileChange, ObjectChange } from '../types.js';
import { amend } from './amend.js';

const root = folderMaker()({ 'images/1.png': pngOf(200, 100) });
const dataset = { root, classes: ['plane', 'ship'] } as unknown as Dataset;
const source = { file: 'labels/1.txt', bytes: 0, imageFile: 'images/1.png' };
const lines = ['1 0.1 0.2 0.3 0.2 0.3 0.4 0.1 0.4\r\n', '0 1 2\r\n', '\r\n', '0  0 0 .5 0 1 0 1 1 0 1'];
const whole = lines.join('');

function changed(objects: ObjectChange[], file: FileChange[] = []): string {
  return amend(dataset, source, Buffer.from(whole), [{ image: '1', objects, file }]).toString();
}

it('returns the same bytes for no changes', () => {
  expect(changed([])).toBe(whole);
});

it('drops lines, unreadable ones too', () => {
  expect(changed([{ object: 1, change: { kind: 'drop' } }])).toBe(lines.toSpliced(1, 1).join(''));
});

it('replaces corners by fractions of the image, keeping those that stay', () => {
  const polygon = [20, 20, 60, 20, 60, 45, 21, 40] as const;
  expect(changed([{ object: 0, change: { kind: 'replace-polygon', polygon } }])).toBe(
    lines.toSpliced(0, 1, '1 0.1 0.2 0.3 0.2 0.3 0.45 0.105 0.4\r\n').join(''),
  );
  expect(changed([{ object: 2, change: { kind: 'replace-polygon', polygon } }])).toBe(
    lines.toSpliced(3, 1, '0  0.1 0.2 0.3 0.2 0.3 0.45 0.105 0.4').join(''),
  );
});

it('renames a class by its id', () => {
  const rename = (className: string) => changed([{ object: 0, change: { kind: 'rename-class', className } }]);
  expect(rename('plane')).toBe(`0${whole.slice(1)}`);
  expect(() => rename('boat')).toThrow(expect.objectContaining({ code: 'datasets/change-unsupported' }));
});

it('refuses what the format cannot hold', () => {
  const unsupported = expect.objectContaining({ code: 'datasets/change-unsupported' });
  expect(() => changed([{ object: 0, change: { kind: 'set-difficulty', difficulty: 1 } }])).toThrow(unsupported);
  expect(() => changed([], [{ kind: 'strip-header' }])).toThrow(unsupported);
  expect(() => changed([{ object: 1, change: { kind: 'rename-class', className: 'ship' } }])).toThrow(
    expect.objectContaining({ code: 'datasets/unwritable-annotation', location: { file: source.file, line: 2 } }),
  );
});
