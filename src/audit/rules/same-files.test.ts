import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { sameFiles } from './same-files.js';

const folder = mkdtempSync(join(tmpdir(), 'keel-same-files-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: Buffer | string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** A large file that differs from others of its kind in one byte. */
function large(name: string, at: number): string {
  const content = Buffer.alloc(3_000_000, 7);
  content[at] = 9;
  return file(name, content);
}

describe('sameFiles', () => {
  it('groups files of equal content, in order', () => {
    const [a, b, c, d, e] = ['one', 'two', 'one', 'two', 'six'].map((text, i) => file(`${i}.bin`, text));
    expect(sameFiles([a, b, c, d, e])).toEqual([
      [a, c],
      [b, d],
    ]);
  });

  it('tells files apart that differ in one byte, wherever it is', () => {
    const [first, middle, last] = [0, 1_500_000, 2_999_999].map((at) => large(`${at}.bin`, at));
    const copy = large('copy.bin', 2_999_999);
    expect(sameFiles([first, middle, last, copy])).toEqual([[last, copy]]);
  });

  it('leaves out what is empty, missing or no file', () => {
    const empty = [file('a.empty', ''), file('b.empty', '')];
    expect(sameFiles([...empty, join(folder, 'missing'), join(folder, 'missing too'), folder, folder])).toEqual([]);
  });
});
