import { basename } from 'node:path';
import { expect, it, vi } from 'vitest';
import { folderMaker } from '../../../tests/dataset-folder.js';
import { listFolder } from './folder.js';

// Permissions do not stop the administrator, who runs tests in containers.
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  return {
    ...fs,
    readdirSync: (path: string, options: never) => {
      if (['locked', 'lost+found'].includes(basename(path))) throw new Error('EACCES: permission denied');
      return fs.readdirSync(path, options);
    },
  };
});

const makeFolder = folderMaker();

it('refuses a dataset of which a folder may not be read', () => {
  const root = makeFolder({ 'labels/1.txt': '', 'labels/locked/2.txt': '' });
  expect(() => listFolder(root)).toThrow(
    expect.objectContaining({
      code: 'files/unreadable',
      values: { file: `${root}/labels/locked`, reason: 'EACCES: permission denied' },
    }),
  );
});

it('does not mind the folder for lost files of a disk', () => {
  expect(listFolder(makeFolder({ '1.txt': '', 'lost+found/2.txt': '' })).fileCount).toBe(1);
});
