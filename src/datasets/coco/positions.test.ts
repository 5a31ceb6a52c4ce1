import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findEntries, linesOf } from './positions.js';

it('finds the entries of every top-level list, whatever is in them', () => {
  const document = fc.dictionary(fc.string(), fc.oneof(fc.array(fc.jsonValue()), fc.jsonValue()));
  fc.assert(
    fc.property(document, fc.constantFrom(undefined, 1, '\t'), (value, space) => {
      const { __proto__: _, ...plain } = value as Record<string, unknown>;
      const text = JSON.stringify(plain, null, space);
      const content = Buffer.from(text);
      const { lists, fault } = findEntries(content);
      expect(fault).toBeUndefined();
      for (const [key, list] of Object.entries(JSON.parse(text) as Record<string, unknown>)) {
        if (!Array.isArray(list) || !/^[\x20\x21\x23-\x5b\x5d-\x7e]*$/.test(key)) continue;
        const spans = lists.get(key);
        const entries = spans?.starts.map((start, i) => JSON.parse(content.toString('utf8', start, spans.ends[i])));
        expect(entries).toEqual(list);
      }
    }),
    { numRuns: 1000 },
  );
});

it('gives the entries before the place where a file is cut off', () => {
  const content = Buffer.from('{"a": [{"x": 1}, {"x": [2, "],"]}, {"x"');
  const { lists, fault } = findEntries(content);
  const spans = lists.get('a');
  expect(fault).toBe(content.length);
  expect(spans?.starts.map((start, i) => content.toString('utf8', start, spans.ends[i]))).toEqual([
    '{"x": 1}',
    '{"x": [2, "],"]}',
  ]);
});

it('gives the lines of ascending offsets', () => {
  expect(linesOf(Buffer.from('a\nb\n\nc'), [0, 2, 2, 5])).toEqual([1, 2, 2, 4]);
});

it.each(['{"a": [1, 2,]}', '{"a": [,1]}', '{"a": [1,,2]}', '{"a": [1],}', '{"a": [1}}', '{"a": [1]}}', '{,"a": [1]}'])(
  'sees that %s is no JSON',
  (text) => {
    expect(() => JSON.parse(text)).toThrow();
    expect(findEntries(Buffer.from(text)).fault).toBeDefined();
  },
);
