import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { AnnotationSource, UnpairedItem } from '../types.js';
import type { ListedFile } from './folder.js';
import type { ImageIndex } from './pairing.js';

/** An annotation file of one image. */
export interface AnnotationFile {
  readonly file: ListedFile;
  /** The split, or how to tell it once the image is known. */
  readonly split: string | undefined | ((imageFile: string | undefined) => string | undefined);
  /** Folder where the format's rules look for the image first. */
  readonly imageFolder?: string;
}

/**
 * Sources for formats of one annotation file per image, sorted by path, with everything that lacks its counterpart.
 * A dataset without any image is one whose images lie elsewhere: nothing is unpaired then.
 */
export function pairSources(
  root: string,
  files: readonly AnnotationFile[],
  images: ImageIndex,
): { sources: AnnotationSource[]; unpaired: UnpairedItem[] } {
  const sources = files
    .map(({ file, split: splitOrRule, imageFolder }): AnnotationSource => {
      const imageFile = images.find(file, imageFolder);
      const split = typeof splitOrRule === 'function' ? splitOrRule(imageFile) : splitOrRule;
      return {
        file: file.path,
        bytes: sizeOfFile(join(root, file.path)),
        ...(split !== undefined && { split }),
        ...(imageFile !== undefined && { imageFile }),
      };
    })
    .sort((a, b) => (a.file < b.file ? -1 : 1));
  if (images.empty) return { sources, unpaired: [] };
  const lonely = sources
    .filter(({ imageFile }) => imageFile === undefined)
    .map(({ file }): UnpairedItem => ({ kind: 'annotation-without-image', item: file }));
  return { sources, unpaired: [...lonely, ...images.withoutAnnotation()] };
}

/** Bytes of a file; 0 where it cannot be looked at, which reading it reports. */
export function sizeOfFile(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}
