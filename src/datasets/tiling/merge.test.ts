import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import sharp from 'sharp';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { cornersOf, quadIou } from '../../geometry/index.js';
import type { Quad } from '../../geometry/types.js';
import { readDetections } from './detections.js';
import { mergeDetections } from './merge.js';
import { splitDataset } from './split.js';

const folder = mkdtempSync(join(tmpdir(), 'keel-merge-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let source: string;
let target: string;
let run = 0;

beforeEach(() => {
  source = join(folder, `source-${++run}`);
  target = join(folder, `target-${run}`);
  mkdirSync(source);
});

const write = (name: string, ...lines: string[]) =>
  writeFileSync(join(source, name), lines.map((line) => `${line}\n`).join(''));

describe('mergeDetections', () => {
  it('moves, suppresses per image and class, and writes files of the same names by falling score', async () => {
    write(
      'Task1_ship.txt',
      'P1__100__0___0 0.5 80 10 100 10 100 20 80 20',
      'P1__100__80___0 0.9 0 10 20 10 20 20 0 20',
      'P1__100__80___0 0.95 60 10 80 10 80 20 60 20',
      'P2__100__0___0 0.4 80 10 100 10 100 20 80 20',
    );
    write('Task1_plane.txt', 'P1__100__0___0 0.3 80 10 100 10 100 20 80 20');
    write('notes.txt', 'not a detection file, because others are named Task1');
    const result = await mergeDetections(source, target);
    expect(readdirSync(target).sort()).toEqual(['Task1_plane.txt', 'Task1_ship.txt']);
    expect(readFileSync(join(target, 'Task1_ship.txt'), 'utf8')).toBe(
      [
        'P1 0.95 140.0 10.0 160.0 10.0 160.0 20.0 140.0 20.0',
        'P1 0.9 80.0 10.0 100.0 10.0 100.0 20.0 80.0 20.0',
        'P2 0.4 80.0 10.0 100.0 10.0 100.0 20.0 80.0 20.0\n',
      ].join('\n'),
    );
    expect(result).toEqual({
      source,
      target,
      threshold: 0.1,
      classes: [
        { file: 'Task1_plane.txt', class: 'plane', images: 1, detections: 1, kept: 1 },
        { file: 'Task1_ship.txt', class: 'ship', images: 2, detections: 4, kept: 3 },
      ],
      problems: [],
    });
  });

  it('goes on after lines it cannot use', async () => {
    write('ship.txt', 'P1__100__0___0 0.5 80 10 100 10 100 20 80 20', 'nonsense', 'P1 0.5 nan 1 1 1 1 1 1 1');
    const { problems, classes } = await mergeDetections(source, target);
    expect(classes).toMatchObject([{ class: 'ship', detections: 1, kept: 1 }]);
    expect(problems).toEqual([
      { file: 'ship.txt', line: 2, reason: 'wrong-field-count', values: { count: 1 } },
      { file: 'ship.txt', line: 3, reason: 'not-finite', values: { count: 1 } },
    ]);
  });

  it.each([
    [{ threshold: 1.1 }, 'tiling/bad-threshold'],
    [{ threshold: Number.NaN }, 'tiling/bad-threshold'],
    [{}, 'tiling/no-detections'],
  ])('refuses %o', async (options, code) => {
    await expect(mergeDetections(source, target, options)).rejects.toMatchObject({ code });
    expect(existsSync(target)).toBe(false);
  });

  it('refuses a folder that is not there', async () => {
    await expect(mergeDetections(join(folder, 'nowhere'), target)).rejects.toMatchObject({ code: 'files/not-found' });
  });

  it('gives back the boxes of a dataset that was split, whichever way', async () => {
    const side = 900;
    const image = await sharp({ create: { width: side, height: side, channels: 3, background: 'grey' } })
      .png()
      .toBuffer();
    const position = fc.double({ min: 60, max: side - 60, noNaN: true });
    const box = fc.record({
      cx: position,
      cy: position,
      w: fc.double({ min: 8, max: 60, noNaN: true }),
      h: fc.double({ min: 4, max: 40, noNaN: true }),
      theta: fc.double({ min: -1.57, max: 1.57, noNaN: true }),
    });
    let attempt = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(box, { minLength: 1, maxLength: 12 }),
        fc.boolean(),
        fc.constantFrom([1], [0.5, 1], [1, 1.5]),
        async (boxes, resize, rates) => {
          const apart = boxes
            .map((oriented) => cornersOf(oriented))
            .filter((quad, index, all) => all.slice(0, index).every((other) => quadIou(quad, other) === 0));
          const root = join(source, String(attempt++));
          mkdirSync(join(root, 'dataset', 'images'), { recursive: true });
          mkdirSync(join(root, 'dataset', 'labelTxt'));
          mkdirSync(join(root, 'detections'));
          writeFileSync(join(root, 'dataset', 'images', 'P1.png'), image);
          const labels = apart.map((quad) => `${quad.join(' ')} ship 0\n`).join('');
          writeFileSync(join(root, 'dataset', 'labelTxt', 'P1.txt'), labels);
          const options = { size: 400, overlap: 150, rates, resize, imageShare: 0 };
          await splitDataset(join(root, 'dataset'), join(root, 'windows'), options);
          writeFileSync(
            join(root, 'detections', 'Task1_ship.txt'),
            perfectDetections(join(root, 'windows', 'labelTxt')),
          );
          await mergeDetections(join(root, 'detections'), join(root, 'merged'));
          const merged = readDetections(readFileSync(join(root, 'merged', 'Task1_ship.txt'))).images.get('P1');
          expect(merged?.quads).toHaveLength(apart.length);
          for (const quad of apart) expect(closest(merged?.quads ?? [], quad)).toBeLessThan(1e-3);
        },
      ),
      { numRuns: 25 },
    );
  });
});

/** A detection for every label of every window, those that no border cuts with the higher score. */
function perfectDetections(labels: string): string {
  return readdirSync(labels)
    .flatMap((file) =>
      readFileSync(join(labels, file), 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => {
          const tokens = line.split(' ');
          return `${file.slice(0, -4)} ${tokens[9] === '2' ? 0.5 : 0.9} ${tokens.slice(0, 8).join(' ')}\n`;
        }),
    )
    .join('');
}

function closest(quads: readonly Quad[], wanted: Quad): number {
  return Math.min(...quads.map((quad) => Math.max(...quad.map((value, at) => Math.abs(value - wanted[at])))));
}

const example = fileURLToPath(new URL('../../../../shared/realdata/dota/merge_example', import.meta.url));

describe.skipIf(!existsSync(example))('beside DOTA_devkit (needs ../shared/realdata)', () => {
  it('keeps the same detections as its ResultMerge', async () => {
    const { classes } = await mergeDetections(example, target);
    expect(classes).toEqual([{ file: '1.txt', class: '1', images: 2, detections: 116, kept: 99 }]);
    // SHA-256 of what ResultMerge_multi_process.py (commit 9938855) writes, polyiou and all. Every score of the example
    // is 0.9, so equal scores were made to keep their order, which argsort leaves open.
    const written = createHash('sha256')
      .update(readFileSync(join(target, '1.txt')))
      .digest('hex');
    expect(written).toBe('26c86f481a3cf29b6edcf37a0242d557fa6497e5a3bbb587a8e7dfd7cc2d16d3');
  });
});
