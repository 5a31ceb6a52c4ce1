import { constants } from 'node:fs';
import { copyFile, mkdir, realpath, symlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { KeelError, reasonOf } from '../foundation/errors.js';

/** What becomes of the images: copied (sharing blocks where the file system can), linked by a symbolic link, or left out. */
export const imageTransfers = ['copy', 'link', 'none'] as const;
export type ImageTransfer = (typeof imageTransfers)[number];

/** Puts a file of one dataset into another, with the folders it needs. Throws `files/unwritable`. */
export async function transferFile(from: string, to: string, how: Exclude<ImageTransfer, 'none'>): Promise<void> {
  try {
    await mkdir(dirname(to), { recursive: true });
    if (how === 'link') await symlink(await realpath(from), to);
    else await copyFile(from, to, constants.COPYFILE_FICLONE);
  } catch (error) {
    throw new KeelError('files/unwritable', { file: to, reason: reasonOf(error) }, { file: to }, error);
  }
}
