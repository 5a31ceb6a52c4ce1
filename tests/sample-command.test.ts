import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { folderMaker } from './dataset-folder.js';

const program = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const makeFolder = folderMaker();

function keel(cwd: string, ...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], { cwd, encoding: 'utf8' });
  return { status, stdout, stderr };
}

/** One hash over the names and bytes of all files below a folder. */
function fingerprint(folder: string): string {
  const hash = createHash('sha256');
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const path of files.map(({ parentPath, name }) => join(parentPath, name)).sort()) {
    hash.update(path.slice(folder.length)).update(readFileSync(path));
  }
  return hash.digest('hex');
}

const small = ['--images', '5', '--size', '256'];

describe('keel sample', () => {
  it('makes a dataset and says where its defects are', () => {
    const folder = makeFolder({});
    const { status, stdout } = keel(folder, 'sample', '--out', 'out', ...small, '--defects', 'V1,thin-box', '--quiet');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Made 5 images with \d+ objects in out \(dior, seed 7\)\.\n$/);
    const { defects } = JSON.parse(readFileSync(join(folder, 'out/sample.json'), 'utf8'));
    expect(defects.map(({ name }: { name: string }) => name)).toEqual([
      'zero-height',
      'collinear-corners',
      'point-box',
      'thin-box',
    ]);
    const full = keel(folder, 'sample', '--out', 'again', ...small, '--defects', 'thin-box').stdout;
    expect(full).toMatch(/ {2}V4 {2}1 px high {2}Annotations\/Oriented Bounding Boxes\/0000\d\.xml #\d+\n/);
    expect(full).toMatch(/Next: keel audit again\n$/);
  });

  it('comes out the same on one thread and on three', () => {
    const folder = makeFolder({});
    for (const jobs of ['1', '3']) {
      expect(keel(folder, 'sample', '--out', jobs, ...small, '--format', 'dota', '--jobs', jobs).status).toBe(0);
    }
    expect(fingerprint(join(folder, '1'))).toBe(fingerprint(join(folder, '3')));
  });

  it('speaks Chinese, and JSON on stdout alone', () => {
    const folder = makeFolder({});
    const words = ['sample', ...small, '--defects', 'none', '--out'];
    expect(keel(folder, ...words, 'a', '--lang', 'zh').stdout).toContain('没有放入缺陷。');
    expect(JSON.parse(keel(folder, ...words, 'b', '--json').stdout)).toMatchObject({
      images: 5,
      size: 256,
      defects: [],
    });
  });

  it('refuses wrong use with status 2 and leaves nothing behind', () => {
    const folder = makeFolder({});
    const attempt = (...words: string[]) => keel(folder, 'sample', '--out', 'out', ...words);
    expect(attempt('--defects', 'V99')).toMatchObject({ status: 2, stdout: '' });
    expect(attempt('--defects', 'V99').stderr).toMatch(
      /\[sample\/unknown-defect\] There is no defect "V99" for dior\./,
    );
    expect(attempt('--size', '100').stderr).toContain('[sample/out-of-range]');
    expect(attempt('--images', 'many').status).toBe(2);
    expect(existsSync(join(folder, 'out'))).toBe(false);
    expect(keel(folder, 'sample').stderr).toContain('--out');
  });
});
