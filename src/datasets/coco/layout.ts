import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { ListedFile, Listing } from '../layout/folder.js';
import { isImage } from '../layout/pairing.js';
import { splitOf } from '../layout/splits.js';

// A folder with more JSON files than this is one of a file per image (LabelMe), not COCO.
const mostPerFolder = 64;
const sniffedBytes = 65_536;

/** Finds the JSON files with lists of images and annotations; of COCO's own set, those of instances only. */
export function findAnnotationFiles(listing: Listing): ListedFile[] {
  return [...listing.folders.values()].flatMap((files) => {
    const json = files.filter(({ extension }) => extension === '.json');
    if (json.length === 0 || json.length > mostPerFolder) return [];
    const found = json.filter(({ path }) => looksLikeCoco(join(listing.root, path)));
    const instances = found.filter(({ stem }) => stem.startsWith('instances'));
    return instances.length > 0 ? instances : found;
  });
}

/** Whether both ends of a file show a JSON object with COCO's lists: their order is free, and any may be long. */
function looksLikeCoco(path: string): boolean {
  const ends = readEnds(path);
  if (ends === undefined || !/^\uFEFF?\s*\{/.test(ends)) return false;
  const lists = ['images', 'annotations', 'categories'].filter((name) => ends.includes(`"${name}"`));
  return lists.length >= 2 || (lists.length === 1 && /"(?:image_id|category_id|file_name)"/.test(ends));
}

/** First and last 64 KiB of a file as text. */
function readEnds(path: string): string | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, 'r');
    const { size } = fstatSync(descriptor);
    const head = Buffer.alloc(Math.min(size, sniffedBytes));
    const tail = Buffer.alloc(Math.max(0, Math.min(size - head.length, sniffedBytes)));
    readSync(descriptor, head, 0, head.length, 0);
    readSync(descriptor, tail, 0, tail.length, size - tail.length);
    return head.toString('utf8') + tail.toString('utf8');
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** The split that an annotation file is for: by its path, else its name if there are several files. */
export function splitOfFile(file: ListedFile, count: number): string | undefined {
  const stem = file.stem.replace(/^_annotations\.coco$/, '');
  return splitOf(`${file.folder}/${stem}`) ?? (count > 1 ? stem || undefined : undefined);
}

/** Images of a listing by their last path part. */
export class ImagePaths {
  readonly #byName = new Map<string, string[]>();
  readonly all: string[] = [];

  constructor(listing: Listing) {
    for (const file of [...listing.folders.values()].flat()) {
      if (!isImage(file)) continue;
      const name = lastPart(file.path);
      const known = this.#byName.get(name);
      if (known === undefined) this.#byName.set(name, [file.path]);
      else known.push(file.path);
      this.all.push(file.path);
    }
  }

  /**
   * The folders below which images of the given names stand: those of the same split first, then by how many they hold,
   * then by name.
   */
  foldersFor(fileNames: readonly string[], split: string | undefined): string[] {
    const counts = new Map<string, number>();
    for (const fileName of fileNames) {
      for (const folder of this.#foldersOf(fileName)) counts.set(folder, (counts.get(folder) ?? 0) + 1);
    }
    const sameSplit = (folder: string): number => (split !== undefined && splitOf(folder) === split ? 1 : 0);
    return [...counts]
      .sort(([a, m], [b, n]) => sameSplit(b) - sameSplit(a) || n - m || (a < b ? -1 : 1))
      .map(([folder]) => folder);
  }

  #foldersOf(fileName: string): string[] {
    const paths = this.#byName.get(lastPart(fileName)) ?? [];
    const whole = paths.filter((path) => path === fileName || path.endsWith(`/${fileName}`));
    const [found, name] = whole.length > 0 ? [whole, fileName] : [paths, lastPart(fileName)];
    return found.map((path) => path.slice(0, Math.max(0, path.length - name.length - 1)));
  }
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
