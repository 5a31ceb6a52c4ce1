/** An entry of a COCO list that is an object, or undefined. */
export function entry(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

/** COCO's ids are numbers, but strings occur. */
export type CocoId = number | string;

export function idIn(value: unknown): CocoId | undefined {
  return typeof value === 'number' || typeof value === 'string' ? value : undefined;
}

/** Category names by id, in the order of the file. */
export function categoryNames(categories: readonly unknown[]): Map<CocoId, string> {
  const names = new Map<CocoId, string>();
  for (const value of categories) {
    const id = idIn(entry(value)?.id);
    const name = entry(value)?.name;
    if (id !== undefined && !names.has(id)) names.set(id, typeof name === 'string' ? name : `#${id}`);
  }
  return names;
}

/** The file name that an image entry states, with forward slashes. */
export function fileNameOf(image: Record<string, unknown>): string | undefined {
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
