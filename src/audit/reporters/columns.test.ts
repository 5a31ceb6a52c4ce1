import { describe, expect, it } from 'vitest';
import { alignColumns, explained, fitColumns, indent, printable, shortenPath } from './columns.js';

describe('alignColumns', () => {
  it('counts a Chinese character as two', () => {
    expect(
      alignColumns([
        ['船', 'a'],
        ['ship', 'b'],
      ]),
    ).toEqual(['船    a', 'ship  b']);
  });

  it('drops a column that is empty everywhere', () => {
    expect(
      alignColumns([
        ['a', '', 'b'],
        ['c', '', 'd'],
      ]),
    ).toEqual(['a  b', 'c  d']);
  });
});

describe('fitColumns', () => {
  const rows = [
    ['a', 'bb', 'ccc', 'dddd'],
    ['A', 'BB', 'CCC', 'DDDD'],
  ];

  it('leaves out last columns that would not fit', () => {
    expect(fitColumns(rows, 2, 80)[0]).toBe('  a  bb  ccc  dddd');
    expect(fitColumns(rows, 2, 12)).toEqual(['  a  bb  ccc', '  A  BB  CCC']);
  });

  it('keeps two columns whatever the width', () => {
    expect(fitColumns(rows, 2, 3)).toEqual(['  a  bb', '  A  BB']);
  });
});

describe('indent', () => {
  it('wraps and indents every line', () => {
    expect(indent('one two three four five six', 2, 22)).toBe('  one two three four\n  five six');
  });

  it('breaks Chinese, which has no blanks', () => {
    const lines = indent('这是一句没有空格的很长的中文句子', 2, 22).split('\n');
    expect(lines).toEqual(['  这是一句没有空格的很', '  长的中文句子']);
  });
});

describe('explained', () => {
  it('wraps texts beside their labels', () => {
    const rows = explained(
      [
        ['目标', 'one two three four five six'],
        ['loss', 'seven'],
      ],
      2,
      29,
    );
    expect(rows).toEqual(['  目标  one two three four', '        five six', '  loss  seven']);
  });
});

describe('shortenPath', () => {
  it('keeps the end', () => {
    expect(shortenPath('Annotations/Oriented/04137.xml:14', 14)).toBe('…/04137.xml:14');
    expect(shortenPath('04137.xml', 14)).toBe('04137.xml');
  });
});

describe('printable', () => {
  it('replaces control characters only', () => {
    expect(printable('a\u001b[31m船\u0085\n')).toBe('a�[31m船��');
  });
});
