import { constants, type Dirent } from 'node:fs';
import { copyFile, mkdir, readdir, realpath, stat, symlink } from 'node:fs/promises';
import { extname, join, relative } from 'node:path';
import { KeelError, reasonOf } from '../../foundation/errors.js';
import { posixPath } from '../../foundation/files.js';

/** What becomes of the images in a repaired dataset. */
export const imageTransfers = ['copy', 'link', 'none'] as const;
export type ImageTransfer = (typeof imageTransfers)[number];

const imageExtensions = new Set(['.png', '.jpg', '.jpeg', '.bmp', '.tif', '.tiff']);

/** Files of a folder tree by path from its root, sorted; links are followed, loops are not. */
export async function listTree(root: string): Promise<string[]> {
  const files: string[] = [];
  const visit = async (folder: string, trail: ReadonlySet<string>): Promise<void> => {
    const real = await realpath(folder);
    if (trail.has(real)) return;
    for (const entry of (await readdir(folder, { withFileTypes: true })).sort(byName)) {
      const path = join(folder, entry.name);
      const kind = entry.isSymbolicLink() ? await stat(path).catch(() => undefined) : entry;
      if (kind?.isDirectory()) await visit(path, new Set([...trail, real]));
      else if (kind?.isFile()) files.push(posixPath(relative(root, path)));
    }
  };
  await visit(root, new Set());
  return files;
}

function byName(a: Dirent, b: Dirent): number {
  return a.name < b.name ? -1 : 1;
}

/** Copies one file of a dataset; images are copied (sharing blocks where the file system can), linked or left out. */
export async function transferFile(from: string, to: string, images: ImageTransfer): Promise<void> {
  const isImage = imageExtensions.has(extname(from).toLowerCase());
  if (isImage && images === 'none') return;
  try {
    await mkdir(join(to, '..'), { recursive: true });
    if (isImage && images === 'link') await symlink(await realpath(from), to);
    else await copyFile(from, to, constants.COPYFILE_FICLONE);
  } catch (error) {
    throw new KeelError('files/unwritable', { file: to, reason: reasonOf(error) }, { file: to }, error);
  }
}
