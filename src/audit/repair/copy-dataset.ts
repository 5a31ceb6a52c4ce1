import { join } from 'node:path';
import { listFolder } from '../../datasets/layout/folder.js';
import { type ImageTransfer, transferFile } from '../../datasets/transfer.js';

const imageExtensions = new Set(['.png', '.jpg', '.jpeg', '.bmp', '.tif', '.tiff']);

/**
 * Copies a dataset's folder, all that is in it but hidden files; links are followed, loops are not. Images are copied,
 * linked or left out. Throws `files/unwritable`, or what listing the folder throws.
 */
export async function copyDataset(
  root: string,
  target: string,
  images: ImageTransfer,
  onProgress?: (done: number, total: number) => void,
): Promise<void> {
  const files = [...listFolder(root).folders.values()].flat();
  for (const [done, { path, extension }] of files.entries()) {
    const how = imageExtensions.has(extension) ? images : 'copy';
    if (how !== 'none') await transferFile(join(root, path), join(target, path), how);
    onProgress?.(done + 1, files.length);
  }
}
