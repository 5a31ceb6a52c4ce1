import type { AnnotatedObject, ImageAnnotations, Loss } from '../types.js';

/** Counts what a target format cannot hold; `datasets.loss.<what>` words each. */
export class LossCounter {
  readonly #counts = new Map<string, { count: number; example: string }>();

  /** @param example the place or the thing, such as `train/labelTxt/P0003.txt:12` */
  add(what: string, example: string, count = 1): void {
    const known = this.#counts.get(what);
    if (known === undefined) this.#counts.set(what, { count, example });
    else known.count += count;
  }

  /** In the order in which they first happened. */
  list(): Loss[] {
    return [...this.#counts].map(([what, { count, example }]) => ({ what, count, example }));
  }
}

/** Where an object is written, for people. */
export function placeOf(image: ImageAnnotations, object?: AnnotatedObject): string {
  return object === undefined ? image.annotationFile : `${image.annotationFile}:${object.line}`;
}
