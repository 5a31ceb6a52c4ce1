import { resolve } from 'node:path';
import { KeelError } from '../foundation/errors.js';
import { detectFormat } from './detect.js';
import { formats } from './formats.js';
import { listingOf, withSharedListings } from './layout/folder.js';
import type { Dataset, OpenOptions } from './types.js';

/**
 * Opens a dataset: finds its annotation files, images, splits and classes; reads no annotation yet. The format is
 * detected unless the options name one.
 *
 * @param root the dataset's folder; relative paths count from the working folder
 * @throws KeelError as `detectFormat` does, and `datasets/nothing-to-read` where a named format finds nothing
 */
export function openDataset(root: string, options: OpenOptions = {}): Promise<Dataset> {
  const folder = resolve(root);
  return withSharedListings(async () => {
    if (listingOf(folder).fileCount === 0) {
      throw new KeelError('datasets/empty-folder', { root: folder }, { file: folder });
    }
    const format = options.format ?? (await detectFormat(folder)).best.format;
    const dataset = await formats[format].open(folder, options);
    return {
      ...dataset,
      ...(options.classes !== undefined && { classes: options.classes, classesFrom: 'file' }),
      ...(options.assumedSize !== undefined && { assumedSize: options.assumedSize }),
    };
  });
}
