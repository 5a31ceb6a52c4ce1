import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const program = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'keel-tiling-'));
const source = join(folder, 'dataset');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeAll(async () => {
  mkdirSync(join(source, 'images'), { recursive: true });
  mkdirSync(join(source, 'labelTxt'));
  for (let number = 0; number < 12; number++) {
    const side = 150 + number * 37;
    await sharp({ create: { width: side, height: side, channels: 3, background: { r: number * 9, g: 80, b: 120 } } })
      .png()
      .toFile(join(source, 'images', `P${number}.png`));
    const lines = Array.from({ length: 10 }, (_, i) => {
      const [x, y] = [10 + ((i * 53) % (side - 40)), 10 + ((i * 31) % (side - 40))];
      return `${x} ${y} ${x + 20} ${y} ${x + 20} ${y + 10} ${x} ${y + 10} ship 0\n`;
    });
    writeFileSync(join(source, 'labelTxt', `P${number}.txt`), lines.join(''));
  }
});

function keel(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

/** Every file below a folder with its content. */
function contentOf(root: string): Record<string, string> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [path.slice(root.length), readFileSync(path, 'base64')]),
  );
}

describe('keel split and keel merge', () => {
  it('write the same bytes with one thread and with four', () => {
    for (const jobs of ['1', '4']) {
      const words = ['--out', `split-${jobs}`, '--size', '200', '--overlap', '60', '--rates', '1,2', '--jobs', jobs];
      expect(keel('split', source, ...words)).toMatchObject({ status: 0, stderr: '' });
      const labels = join(folder, `split-${jobs}`, 'labelTxt');
      const detections = join(folder, `detections-${jobs}`);
      mkdirSync(detections);
      for (const [score, name] of [
        [0.9, 'Task1_ship.txt'],
        [0.4, 'Task1_plane.txt'],
      ]) {
        const lines = readdirSync(labels).flatMap((file) =>
          readFileSync(join(labels, file), 'utf8')
            .split('\n')
            .filter((line) => line !== '')
            .map((line) => `${file.slice(0, -4)} ${score} ${line.split(' ').slice(0, 8).join(' ')}\n`),
        );
        writeFileSync(join(detections, String(name)), lines.join(''));
      }
      const merged = keel('merge', detections, '--out', `merged-${jobs}`, '--jobs', jobs, '--json');
      expect(merged).toMatchObject({ status: 0 });
      expect(JSON.parse(merged.stdout).classes).toMatchObject([{ class: 'plane' }, { class: 'ship' }]);
    }
    for (const part of ['split', 'merged']) {
      const one = contentOf(join(folder, `${part}-1`));
      expect(Object.keys(one).length).toBeGreaterThan(1);
      expect(contentOf(join(folder, `${part}-4`))).toEqual(one);
    }
  });

  it('keep machine output apart, and leave with 1 when something was left out', () => {
    writeFileSync(join(source, 'labelTxt', 'orphan.txt'), '1 1 9 1 9 9 1 9 ship 0\n');
    const { status, stdout, stderr } = keel('split', source, '--out', 'json', '--json', '--quiet');
    rmSync(join(source, 'labelTxt', 'orphan.txt'));
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      images: 12,
      problems: [{ file: 'labelTxt/orphan.txt', reason: 'no-image' }],
    });
    expect(stderr).toContain('labelTxt/orphan.txt  has no image');
  });

  it('say in plain words what is wrong, in either language, and leave with 2', () => {
    const overlap = keel('split', source, '--out', 'wrong', '--size', '100', '--overlap', '100');
    expect(overlap).toMatchObject({ status: 2, stdout: '' });
    expect(overlap.stderr).toContain('[tiling/overlap-too-large] Windows of 100 px cannot overlap by 100 px.');
    const chinese = keel('merge', source, '--out', 'wrong', '--lang', 'zh');
    expect(chinese.status).toBe(2);
    expect(chinese.stderr).toContain('没有检测结果文件');
    expect(readdirSync(folder).filter((name) => name.includes('wrong'))).toEqual([]);
  });
});
