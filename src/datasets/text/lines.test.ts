import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineScanner, longestLine } from './lines.js';

interface Line {
  line: number;
  tokens: string[];
  tooLong: boolean;
  hasNul: boolean;
}

function scan(content: string | Buffer): Line[] {
  const bytes = Buffer.from(content);
  const lines = new LineScanner(bytes);
  const found: Line[] = [];
  while (lines.next()) {
    const tokens = Array.from({ length: lines.held }, (_, i) => bytes.toString('utf8', lines.starts[i], lines.ends[i]));
    found.push({ line: lines.line, tokens: lines.tooLong ? [] : tokens, tooLong: lines.tooLong, hasNul: lines.hasNul });
  }
  return found;
}

describe('LineScanner', () => {
  it.each([
    ['LF', 'a b\nc\n'],
    ['CRLF', 'a b\r\nc\r\n'],
    ['a lone CR', 'a b\rc\r'],
    ['no end of line at the end', 'a b\nc'],
    ['a byte order mark', '\uFEFFa b\nc\n'],
    ['tabs and many blanks', '\ta \t  b  \nc'],
  ])('reads lines with %s', (_, text) => {
    expect(scan(text).map(({ tokens }) => tokens)).toEqual([['a', 'b'], ['c']]);
  });

  it('counts blank lines', () => {
    expect(scan('a\n\n \r\nb').map(({ line, tokens }) => [line, ...tokens])).toEqual([[1, 'a'], [2], [3], [4, 'b']]);
  });

  it('gives nothing for no bytes', () => {
    expect(scan('')).toEqual([]);
  });

  it('splits as a regular expression does, whatever the text', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'é', '1', '.', ' ', '\t', '\n', '\r\n', '\f'), maxLength: 60 });
    fc.assert(
      fc.property(text, (content) => {
        const lines = content.split(/\r\n|\n|\r/);
        if (lines.at(-1) === '') lines.pop();
        expect(scan(content).map(({ tokens }) => tokens)).toEqual(
          lines.map((line) => line.split(/[ \t\f]+/).filter((token) => token !== '')),
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('steps over a line that is too long and goes on behind it', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const lines = scan(`first${end}${'7 '.repeat(longestLine)}${end}last`);
      expect(lines.map(({ line, tooLong }) => [line, tooLong])).toEqual([
        [1, false],
        [2, true],
        [3, false],
      ]);
      expect(lines[2].tokens).toEqual(['last']);
    }
  });

  it('passes 200 MB without an end of line in the time of a search, holding nothing', () => {
    const bytes = Buffer.alloc(200 * 2 ** 20, '7 ');
    const before = process.memoryUsage.rss();
    const lines = new LineScanner(bytes);
    expect(lines.next()).toBe(true);
    expect(lines.tooLong).toBe(true);
    expect(lines.end).toBe(bytes.length);
    expect(lines.next()).toBe(false);
    expect(process.memoryUsage.rss() - before).toBeLessThan(64 * 2 ** 20);
  });

  it('marks the line with a NUL only', () => {
    expect(scan('a\nb\0c d\ne').map(({ hasNul }) => hasNul)).toEqual([false, true, false]);
  });

  it('counts tokens beyond those it holds', () => {
    const bytes = Buffer.from('7 '.repeat(100));
    const lines = new LineScanner(bytes);
    lines.next();
    expect([lines.count, lines.held]).toEqual([100, 64]);
  });
});
