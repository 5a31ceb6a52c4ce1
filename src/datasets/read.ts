import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { reasonOf } from '../foundation/errors.js';
import { formats } from './formats.js';
import { readImageHeader, sizeAsLoaded } from './images/index.js';
import { stemOf } from './layout/stem.js';
import type { AnnotationSource, Dataset, ImageAnnotations, ImageSize, ReadProblem } from './types.js';

/** Largest annotation file that is read, in bytes: what Node holds in one buffer with room to spare. */
export const largestAnnotationFile = 2 ** 31 - 1;

/**
 * Reads one annotation file, synchronously: made for worker threads, which do nothing else meanwhile. Content that
 * cannot be read becomes problems of the returned annotations, and so does a file that cannot be opened. Never throws.
 */
export function readSource(dataset: Dataset, source: AnnotationSource): ImageAnnotations[] {
  const path = join(dataset.root, source.file);
  let content: Buffer;
  try {
    const read = readWhole(path);
    if (typeof read === 'number') {
      return [
        unread(source, { reason: 'file-too-large', line: 1, values: { bytes: read, most: largestAnnotationFile } }),
      ];
    }
    content = read;
  } catch (error) {
    return [unread(source, { reason: 'file-unreadable', line: 1, values: { detail: reasonOf(error) } })];
  }
  return formats[dataset.format].parse(dataset, source, content, (image) => sizeOfImage(dataset, image));
}

/** All annotations of a dataset, image by image, in the order of its files. */
export async function* readImages(dataset: Dataset): AsyncGenerator<ImageAnnotations> {
  for (const source of dataset.sources) yield* readSource(dataset, source);
}

/** Pixel size of a dataset's image as loaders see it, from its header, or undefined where it has none to read. */
export function sizeOfImage(dataset: Pick<Dataset, 'root'>, imageFile: string): ImageSize | undefined {
  const { header } = readImageHeader(join(dataset.root, imageFile));
  return header && sizeAsLoaded(header);
}

/** The bytes of a file, or their number where they are too many. */
function readWhole(path: string): Buffer | number {
  const descriptor = openSync(path, 'r');
  try {
    const status = fstatSync(descriptor);
    if (!status.isFile()) throw new Error('EISDIR');
    if (status.size > largestAnnotationFile) return status.size;
    const content = Buffer.allocUnsafe(status.size);
    let at = 0;
    while (at < status.size) {
      const read = readSync(descriptor, content, at, status.size - at, at);
      if (read === 0) break;
      at += read;
    }
    return at === content.length ? content : content.subarray(0, at);
  } finally {
    closeSync(descriptor);
  }
}

function unread(source: AnnotationSource, problem: ReadProblem): ImageAnnotations {
  return {
    id: stemOf(source.file),
    ...(source.split !== undefined && { split: source.split }),
    annotationFile: source.file,
    ...(source.imageFile !== undefined && { imageFile: source.imageFile }),
    objects: [],
    problems: [problem],
  };
}
