import type { CocoDocument, CocoEntry } from './document.js';

/** COCO's ids are numbers, but strings occur. */
export type CocoId = number | string;

export function idIn(value: unknown): CocoId | undefined {
  return typeof value === 'number' || typeof value === 'string' ? value : undefined;
}

/** Category names by id, in the order of the file. */
export function categoryNames(document: CocoDocument): Map<CocoId, string> {
  const names = new Map<CocoId, string>();
  for (let at = 0; at < document.count('categories'); at += 1) {
    const { id, name } = document.entry('categories', at) ?? {};
    const key = idIn(id);
    if (key !== undefined && !names.has(key)) names.set(key, typeof name === 'string' ? name : `#${key}`);
  }
  return names;
}

/** The file name that an image entry states, with forward slashes. */
export function fileNameOf(image: CocoEntry): string | undefined {
  const name = image.file_name;
  return typeof name === 'string' && name !== '' ? name.replaceAll('\\', '/').replace(/^\.\//, '') : undefined;
}

/**
 * Ids for the images of a file: name without folders and extension; where two would be alike, with the folders; where
 * even these are, with a number. Equal names in give equal ids out.
 */
export class ImageIds {
  readonly #taken = new Set<string>();

  idFor(fileName: string): string {
    const path = fileName.replace(/\.[^./]*$/, '');
    const stem = path.slice(path.lastIndexOf('/') + 1);
    const long = path.replace(/^\/+/, '').replaceAll('/', '_');
    let id = this.#taken.has(stem) ? long : stem;
    for (let copy = 2; this.#taken.has(id); copy += 1) id = `${long}-${copy}`;
    this.#taken.add(id);
    return id;
  }
}
