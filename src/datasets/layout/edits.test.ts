import { expect, it } from 'vitest';
import { applyEdits } from './edits.js';

it('replaces, inserts and removes, and keeps every other byte', () => {
  const content = Buffer.from('\uFEFFa b\r\nc\xff', 'latin1');
  const edits = [
    { start: 5, end: 5, text: 'é' },
    { start: 1, end: 2, text: 'xyz' },
    { start: 3, end: 4, text: '' },
  ];
  const expected = Buffer.concat([
    content.subarray(0, 1),
    Buffer.from('xyz'),
    content.subarray(2, 3),
    content.subarray(4, 5),
    Buffer.from('é'),
    content.subarray(5),
  ]);
  expect(applyEdits(content, edits).equals(expected)).toBe(true);
});

it('returns the same bytes for no edits, and refuses edits that overlap', () => {
  const content = Buffer.from('abc');
  expect(applyEdits(content, []).equals(content)).toBe(true);
  expect(() =>
    applyEdits(content, [
      { start: 0, end: 2, text: '' },
      { start: 1, end: 3, text: '' },
    ]),
  ).toThrow(RangeError);
});
