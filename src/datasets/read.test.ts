import { closeSync, mkdirSync, openSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderMaker } from '../../tests/dataset-folder.js';
import { pngOf } from '../../tests/png.js';
import { openDataset } from './open.js';
import { largestAnnotationFile, readImages, readSource, sizeOfImage } from './read.js';
import type { ImageAnnotations } from './types.js';

const makeFolder = folderMaker();
const good = '1 1 9 1 9 9 1 9 ship 0\n';

async function readAll(root: string): Promise<ImageAnnotations[]> {
  const images: ImageAnnotations[] = [];
  for await (const image of readImages(await openDataset(root))) images.push(image);
  return images;
}

const reasonsOf = (images: readonly ImageAnnotations[]): string[][] =>
  images.map(({ id, problems }) => [id, ...problems.map(({ reason }) => reason)]);

describe('reading', () => {
  it('goes through files in order of their paths', async () => {
    const names = ['b', 'a', 'B', '10', '2'];
    const root = makeFolder(Object.fromEntries(names.map((name) => [`labelTxt/${name}.txt`, good])));
    expect((await readAll(root)).map(({ id }) => id)).toEqual(['10', '2', 'B', 'a', 'b']);
  });

  it('goes on past bad files of every kind', async () => {
    const root = makeFolder({
      'labelTxt/01-good.txt': good,
      'labelTxt/02-empty.txt': '',
      'labelTxt/03-utf16.txt': Buffer.from(`\uFEFF${good}`, 'utf16le'),
      'labelTxt/04-binary.txt': pngOf(3, 3),
      'labelTxt/05-long.txt': `${good}${'7'.repeat(100_000)}\n${good}`,
      'labelTxt/06-numbers.txt': `nan inf -inf 1e999 0 0 0 0 ship 0\n1 2 3 4 5 6 7 --5 ship 0\n${good}`,
      'labelTxt/09-good.txt': good,
    });
    symlinkSync('nowhere', join(root, 'labelTxt/07-broken-link.txt'));
    symlinkSync('08-loop.txt', join(root, 'labelTxt/08-loop.txt'));
    const images = await readAll(root);
    expect(reasonsOf(images)).toEqual([
      ['01-good'],
      ['02-empty', 'empty-file'],
      ['03-utf16', 'bad-encoding'],
      ['04-binary', 'not-text'],
      ['05-long', 'line-too-long'],
      ['06-numbers', 'bad-number'],
      ['07-broken-link', 'file-unreadable'],
      ['08-loop', 'file-unreadable'],
      ['09-good'],
    ]);
    expect(images.map(({ objects }) => objects.length)).toEqual([1, 0, 0, 0, 2, 2, 0, 0, 1]);
    expect(images[5].problems[0]).toMatchObject({ line: 2, object: 1, values: { text: '--5' } });
  });

  it('says of a file that is too large how large it is, without reading it', async () => {
    const root = makeFolder({ 'labelTxt/1.txt': good });
    const dataset = await openDataset(root);
    const path = join(root, 'labelTxt/2.txt');
    closeSync(openSync(path, 'w'));
    truncateSync(path, largestAnnotationFile + 1);
    const [image] = readSource(dataset, { file: 'labelTxt/2.txt', bytes: 0, split: 'train' });
    expect(image).toMatchObject({ id: '2', split: 'train', objects: [] });
    expect(image.problems).toMatchObject([
      { reason: 'file-too-large', line: 1, values: { bytes: largestAnnotationFile + 1, most: largestAnnotationFile } },
    ]);
  });

  it('reports a folder in place of a file, and a file that vanished', async () => {
    const root = makeFolder({ 'labelTxt/1.txt': good });
    const dataset = await openDataset(root);
    mkdirSync(join(root, 'labelTxt/2.txt'));
    for (const file of ['labelTxt/2.txt', 'labelTxt/3.txt']) {
      expect(readSource(dataset, { file, bytes: 0 })[0].problems).toMatchObject([{ reason: 'file-unreadable' }]);
    }
  });

  it('needs nothing of a dataset but its plain data', async () => {
    const root = makeFolder({ 'labels/1.txt': '0 0.1 0.1 0.5 0.1 0.5 0.5 0.1 0.5\n', 'images/1.png': pngOf(20, 10) });
    const dataset = structuredClone(await openDataset(root));
    const [image] = readSource({ ...dataset, sources: [], unpaired: [] }, dataset.sources[0]);
    expect(image.objects[0].polygon).toEqual([2, 1, 10, 1, 10, 5, 2, 5]);
  });
});

describe('sizeOfImage', () => {
  it('reads the size from the header, or gives none', () => {
    const root = makeFolder({ 'a.png': pngOf(20, 10), 'b.png': 'text' });
    expect(sizeOfImage({ root }, 'a.png')).toMatchObject({ width: 20, height: 10 });
    expect(sizeOfImage({ root }, 'b.png')).toBeUndefined();
    writeFileSync(join(root, 'c.png'), '');
    expect(sizeOfImage({ root }, 'c.png')).toBeUndefined();
  });
});
