import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { fingerprintFile } from '../../datasets/images/fingerprint.js';
import { groupBy } from '../../foundation/collections.js';
import { systemErrorCode } from '../../foundation/errors.js';

/** Bytes compared first, at the middle of a file, where two images differ if they differ at all. */
const probeBytes = 4096;

/** What files are compared by, the cheapest first; each is asked only of files that are still alike. */
const comparisons: readonly ((path: string) => string | undefined)[] = [sizeOf, middleOf, fingerprintFile];

/**
 * Groups of two or more files with the same content, in order. Only files of equal size, and equal bytes at their
 * middle, are read in full: uncompressed images of one shape all have one size.
 * Empty files, and those that the system does not let us read (V20 names them), are like no other.
 */
export function sameFiles(paths: readonly string[]): string[][] {
  return comparisons.reduce<string[][]>(
    (groups, compare) => groups.flatMap((group) => alike(group, compare)),
    [[...paths]],
  );
}

function alike(paths: readonly string[], compare: (path: string) => string | undefined): string[][] {
  const groups = groupBy(paths, (path) => attempt(() => compare(path)));
  return [...groups].flatMap(([key, group]) => (key !== undefined && group.length > 1 ? [group] : []));
}

function attempt<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
    return undefined;
  }
}

function sizeOf(path: string): string | undefined {
  const status = statSync(path);
  return status.isFile() && status.size > 0 ? String(status.size) : undefined;
}

function middleOf(path: string): string {
  const descriptor = openSync(path, 'r');
  try {
    const { size } = statSync(path);
    const bytes = Buffer.alloc(probeBytes);
    const read = readSync(descriptor, bytes, 0, probeBytes, Math.floor(size / 2));
    return bytes.toString('latin1', 0, read);
  } finally {
    closeSync(descriptor);
  }
}
