import { KeelError } from '../foundation/errors.js';
import { formats } from './formats.js';
import { describeListing, listingOf, withSharedListings } from './layout/folder.js';
import type { Detection } from './types.js';

/** The format that a folder most likely is, and the others that recognise something in it, likeliest first. */
export interface DetectedFormat {
  readonly best: Detection;
  readonly others: readonly Detection[];
}

/**
 * Finds out what format a dataset has by folder names and a few files.
 *
 * @param root the dataset's folder
 * @throws KeelError `files/not-found`, `datasets/not-a-folder`, `datasets/empty-folder`, or `datasets/unknown-format`,
 * which says what was seen and what each format looks like
 */
export function detectFormat(root: string): Promise<DetectedFormat> {
  return withSharedListings(async () => {
    const listing = listingOf(root);
    if (listing.fileCount === 0) throw new KeelError('datasets/empty-folder', { root }, { file: root });
    const detections = await Promise.all(Object.values(formats).map((format) => format.detect(root)));
    // The sort is stable: among equals the registry's order decides.
    const [best, ...others] = detections
      .filter((detection) => detection !== undefined)
      .sort((a, b) => b.confidence - a.confidence);
    if (best === undefined) {
      throw new KeelError('datasets/unknown-format', { root, seen: describeListing(listing) }, { file: root });
    }
    return { best, others };
  });
}
