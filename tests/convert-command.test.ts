import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { folderMaker } from './dataset-folder.js';
import { pngOf } from './png.js';

const program = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const makeFolder = folderMaker();

function keel(cwd: string, ...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], { cwd, encoding: 'utf8' });
  return { status, stdout, stderr };
}

const label = '1 1 9 1 9 9 1 9 ship 1\n';
const source = {
  'ships/train/labelTxt/1.txt': `imagesource:GF\n${label}`,
  'ships/train/images/1.png': pngOf(20, 10),
};

describe('keel convert', () => {
  it('writes the dataset and says what was lost', () => {
    const folder = makeFolder(source);
    const { status, stdout, stderr } = keel(folder, 'convert', 'ships', '--to', 'yolo-obb', '--out', 'out');
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout.split('\n')).toEqual([
      `DOTA (v1.0) → YOLO-OBB: 1 image, 1 object, 15 classes in ${join(folder, 'out')}`,
      'Splits: train.',
      '1 image file copied.',
      'Not carried over:',
      '  1  image source and ground sample distance, first at train/labelTxt/1.txt',
      '  1  difficulty, first at train/labelTxt/1.txt:2',
      '',
    ]);
    expect(readFileSync(join(folder, 'out/labels/train/1.txt'), 'utf8')).toBe(
      '6 0.05 0.1 0.45 0.1 0.45 0.9 0.05 0.9\n',
    );
  });

  it('speaks Chinese, and JSON on stdout alone', () => {
    const folder = makeFolder(source);
    const words = ['convert', 'ships', '--to', 'coco', '--lang', 'zh', '--out'];
    expect(keel(folder, ...words, 'a').stdout).toContain('没有丢失任何内容。');
    const { stdout, stderr } = keel(folder, ...words, 'b', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      target: { format: 'coco', root: join(folder, 'b') },
      objects: 1,
      losses: [],
      problems: [],
    });
    expect(stderr).toContain('没有丢失任何内容。');
    expect(keel(folder, ...words, 'c', '--quiet').stdout).toBe('');
  });

  it('writes what can be read and leaves with 1 where something cannot', () => {
    const folder = makeFolder({ ...source, 'ships/train/labelTxt/2.txt': `${label}1 2 3\n` });
    const { status, stdout } = keel(folder, 'convert', 'ships', '--to', 'coco', '--out', 'out');
    expect(status).toBe(1);
    expect(stdout).toContain('  1  lines with too few fields, first at train/labelTxt/2.txt:2');
    expect(existsSync(join(folder, 'out/annotations/instances_train.json'))).toBe(true);
  });

  it.each([
    ['a target that exists', ['ships', '--to', 'coco', '--out', 'ships'], 'files/exists'],
    ['a source that is missing', ['none', '--to', 'coco', '--out', 'out'], 'files/not-found'],
    ['a folder of something else', ['other', '--to', 'coco', '--out', 'out'], 'datasets/unknown-format'],
    [
      'a format that does not fit',
      ['ships', '--format', 'coco', '--to', 'dota', '--out', 'out'],
      'datasets/nothing-to-read',
    ],
    ['a format that does not exist', ['ships', '--to', 'pascal', '--out', 'out'], 'pascal'],
    ['no target', ['ships', '--to', 'coco'], '--out'],
  ])('refuses %s with 2, and writes nothing', (_, words, said) => {
    const folder = makeFolder({ ...source, 'other/readme.md': 'x' });
    const { status, stdout, stderr } = keel(folder, 'convert', ...words);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(said);
    expect(stderr).not.toMatch(/ at .*\.js:/);
    expect(readdirSync(folder).sort()).toEqual(['other', 'ships']);
  });

  it('has help with examples', () => {
    const { status, stdout } = keel(makeFolder(), 'convert', '--help');
    expect(status).toBe(0);
    expect(stdout).toMatch(/\$ keel convert data\/DIOR --to dota --out/);
  });
});
