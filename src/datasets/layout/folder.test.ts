import { once } from 'node:events';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderMaker } from '../../../tests/dataset-folder.js';
import { describeListing, listFolder, listingOf, withSharedListings } from './folder.js';

const makeFolder = folderMaker();
const pathsOf = (root: string): string[] => [...listFolder(root).folders.values()].flat().map(({ path }) => path);

describe('listFolder', () => {
  it('lists files by folder in code-unit order, without hidden ones', () => {
    const root = makeFolder({
      'b/2.txt': '',
      'b/10.txt': '',
      'B/1.PNG': '',
      'a.txt': '',
      '.git/x': '',
      'b/.hidden': '',
    });
    const { folders, fileCount } = listFolder(root);
    expect([...folders].map(([folder, files]) => [folder, files.map(({ path }) => path)])).toEqual([
      ['', ['a.txt']],
      ['B', ['B/1.PNG']],
      ['b', ['b/10.txt', 'b/2.txt']],
    ]);
    expect(fileCount).toBe(4);
    expect(folders.get('B')?.[0]).toEqual({ path: 'B/1.PNG', folder: 'B', stem: '1', extension: '.png' });
  });

  it('ends in folders that link to each other', () => {
    const root = makeFolder({ 'a/1.txt': '', 'b/2.txt': '' });
    symlinkSync('..', join(root, 'a', 'up'));
    symlinkSync(join(root, 'b'), join(root, 'a', 'b'));
    symlinkSync(join(root, 'a'), join(root, 'b', 'a'));
    symlinkSync('self', join(root, 'self'));
    expect(pathsOf(root)).toEqual(['self', 'a/1.txt', 'a/b/2.txt', 'b/2.txt', 'b/a/1.txt']);
  });

  it('stays small in a web of links', () => {
    const root = makeFolder();
    const names = Array.from({ length: 12 }, (_, i) => `n${i}`);
    for (const name of names) mkdirSync(join(root, name));
    for (const from of names) for (const to of names) symlinkSync(join(root, to), join(root, from, to));
    for (const name of names) writeFileSync(join(root, name, 'x.txt'), '');
    expect(pathsOf(root).length).toBeLessThanOrEqual(12 * 8);
  });

  it('follows links to folders and files, and counts a broken link as a file', () => {
    const other = makeFolder({ 'images/1.png': '' });
    const root = makeFolder({ 'labels/1.txt': '' });
    symlinkSync(join(other, 'images'), join(root, 'images'));
    symlinkSync(join(root, 'gone'), join(root, 'labels', '2.txt'));
    expect(pathsOf(root)).toEqual(['images/1.png', 'labels/1.txt', 'labels/2.txt']);
  });

  it.skipIf(process.platform === 'win32')('leaves out what is neither file nor folder, which could block', async () => {
    const root = makeFolder({ '1.txt': '' });
    const server = createServer().listen(join(root, '2.txt'));
    await once(server, 'listening');
    symlinkSync('2.txt', join(root, '3.txt'));
    expect(pathsOf(root)).toEqual(['1.txt']);
    server.close();
  });

  it('refuses a path that is missing, or no folder', () => {
    const root = makeFolder({ '1.txt': '' });
    expect(() => listFolder(join(root, 'none'))).toThrow(expect.objectContaining({ code: 'files/not-found' }));
    expect(() => listFolder(join(root, '1.txt'))).toThrow(expect.objectContaining({ code: 'datasets/not-a-folder' }));
  });
});

describe('withSharedListings', () => {
  it('lists a folder once inside, and anew outside', async () => {
    const root = makeFolder({ '1.txt': '' });
    await withSharedListings(async () => {
      const first = listingOf(root);
      await withSharedListings(async () => expect(listingOf(root)).toBe(first));
    });
    expect(listingOf(root)).not.toBe(listingOf(root));
  });
});

describe('describeListing', () => {
  it('says what is there', () => {
    const root = makeFolder({ readme: '', 'labels/1.txt': '', 'labels/2.txt': '', 'labels/a.md': '' });
    expect(describeListing(listFolder(root))).toBe('./ (1 ?), labels/ (2 .txt, 1 .md)');
  });
});
