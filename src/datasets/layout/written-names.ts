import type { ImageAnnotations } from '../types.js';
import { imageExtension } from './pairing.js';

/** Gives each written image a file name of its own within its split. */
export class WrittenNames {
  readonly #taken = new Map<string, Set<string>>();

  /** The image's id, made fit for a file name; with a number behind it where the split has that name already. */
  stemFor(image: ImageAnnotations): string {
    const taken = this.#taken.get(image.split ?? '') ?? new Set();
    this.#taken.set(image.split ?? '', taken);
    const wanted = image.id.replace(/[\\/\0]/g, '_').replace(/^\.+/, '_') || '_';
    let stem = wanted;
    for (let copy = 2; taken.has(stem.toLowerCase()); copy += 1) stem = `${wanted}-${copy}`;
    // File systems of macOS and Windows do not tell cases apart.
    taken.add(stem.toLowerCase());
    return stem;
  }
}

/** File name of an image in a written dataset: its new stem with the extension it has. */
export function imageNameFor(image: ImageAnnotations, stem: string): string {
  return stem + imageExtension(image.imageFile ?? image.statedImageName ?? '');
}
