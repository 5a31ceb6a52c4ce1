import { extname } from 'node:path';
import type { UnpairedItem } from '../types.js';
import type { ListedFile, Listing } from './folder.js';

const imageExtensions: ReadonlySet<string> = new Set(['.png', '.jpg', '.jpeg', '.bmp', '.tif', '.tiff']);

/** Whether a file is an image by its extension. */
export function isImage(file: ListedFile): boolean {
  return imageExtensions.has(file.extension);
}

/** Images of a listing by stem, to find the one that belongs to an annotation file. */
export class ImageIndex {
  readonly #byStem = new Map<string, string[]>();
  readonly #taken = new Set<string>();
  readonly #folders = new Map<string, string[]>();

  constructor(listing: Listing) {
    for (const [folder, files] of listing.folders) {
      const images = files.filter(isImage);
      if (images.length === 0) continue;
      const paths = images.map(({ path }) => path);
      this.#folders.set(folder, paths);
      for (const { stem, path } of images) {
        const known = this.#byStem.get(stem);
        if (known === undefined) this.#byStem.set(stem, [path]);
        else known.push(path);
      }
    }
  }

  /** Whether the listing holds any image. */
  get empty(): boolean {
    return this.#folders.size === 0;
  }

  /**
   * The image of an annotation file, by stem. Of several the one in the `expected` folder, if that is given, else the
   * one whose path shares most with the annotation's; the first by path among equals.
   */
  find({ stem, path }: ListedFile, expected?: string): string | undefined {
    const candidates = this.#byStem.get(stem);
    if (candidates === undefined) return undefined;
    let best = candidates[0];
    if (candidates.length > 1) {
      let most = -1;
      for (const candidate of candidates) {
        const shared = folderOf(candidate) === expected ? Infinity : sharedFolders(candidate, path);
        if (shared > most) [best, most] = [candidate, shared];
      }
    }
    this.#taken.add(best);
    return best;
  }

  /**
   * Images that no annotation asked for, of folders where others have one: a folder of images without any annotation
   * is a test set, not a mistake.
   */
  withoutAnnotation(): UnpairedItem[] {
    const items: UnpairedItem[] = [];
    for (const paths of this.#folders.values()) {
      if (!paths.some((path) => this.#taken.has(path))) continue;
      for (const item of paths) if (!this.#taken.has(item)) items.push({ kind: 'image-without-annotation', item });
    }
    return items;
  }
}

/** Folder part of a path; empty for a file in the root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** How many leading folders two paths share. */
function sharedFolders(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')];
  let shared = 0;
  while (shared < left.length - 1 && left[shared] === right[shared]) shared += 1;
  return shared;
}

/** Extension of an image's file with its dot, or `.png` where it has none. */
export function imageExtension(file: string): string {
  return extname(file) || '.png';
}
