import { describe, expect, it } from 'vitest';
import { decodeText, isReadableText, lineAt, NameReader } from './encoding.js';
import { ProblemList } from './problems.js';

function problemsOf(content: Buffer): unknown[] {
  const problems = new ProblemList();
  expect(isReadableText(content, problems)).toBe(problems.list().length === 0);
  return problems.list();
}

describe('isReadableText', () => {
  it('accepts text, with a byte order mark or without, and with a NUL far into it', () => {
    expect(problemsOf(Buffer.from('1 2 3'))).toEqual([]);
    expect(problemsOf(Buffer.from('\uFEFF1 2 3'))).toEqual([]);
    expect(problemsOf(Buffer.from(`${'1 2 3\n'.repeat(200)}\0`))).toEqual([]);
  });

  it.each([
    ['an empty file', Buffer.alloc(0), { reason: 'empty-file', line: 1 }],
    ['UTF-16', Buffer.from('\uFEFF1 2', 'utf16le'), { reason: 'bad-encoding', values: { encoding: 'UTF-16LE' } }],
    ['big-endian UTF-16', Buffer.from([0xfe, 0xff, 0, 0x31]), { values: { encoding: 'UTF-16BE' } }],
    ['UTF-16 without a mark', Buffer.from('1 2', 'utf16le'), { reason: 'not-text', line: 1, values: { offset: 1 } }],
    ['a PNG', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), { reason: 'not-text', line: 3 }],
  ])('refuses %s', (_, content, problem) => {
    expect(problemsOf(content)).toEqual([expect.objectContaining(problem)]);
  });
});

describe('decodeText', () => {
  it('reads UTF-8, and anything else as Latin-1', () => {
    expect(decodeText(Buffer.from('船'))).toEqual({ text: '船', valid: true });
    expect(decodeText(Buffer.from('caf\xe9', 'latin1'))).toEqual({ text: 'café', valid: false });
  });
});

describe('NameReader', () => {
  it('reads names that repeat and names that do not', () => {
    const bytes = Buffer.from('ship ship shop harbor \xe9', 'latin1');
    const names = new NameReader(bytes);
    const read = [names.read(0, 4), names.read(5, 9), names.read(10, 14), names.read(15, 21)];
    expect(read).toEqual(['ship', 'ship', 'shop', 'harbor']);
    expect(names.valid).toBe(true);
    expect([names.read(22, 23), names.valid]).toEqual(['é', false]);
  });
});

describe('lineAt', () => {
  it('counts the ends of line before a byte', () => {
    const bytes = Buffer.from('a\nb\nc');
    expect([0, 1, 2, 4].map((offset) => lineAt(bytes, offset))).toEqual([1, 1, 2, 3]);
  });
});

describe('ProblemList', () => {
  it('lists a thousand problems and counts the rest', () => {
    const problems = new ProblemList();
    for (let line = 1; line <= 1500; line += 1) problems.add('bad-number', line, {}, line - 1);
    const list = problems.list();
    expect(list).toHaveLength(1001);
    expect(list[0]).toEqual({ reason: 'bad-number', line: 1, object: 0, values: {} });
    expect(list.at(-1)).toEqual({ reason: 'too-many-problems', line: 1000, values: { more: 500 } });
  });
});
