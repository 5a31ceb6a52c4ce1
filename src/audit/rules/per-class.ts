import type { AuditedImage, ObjectShape } from '../types.js';

// Labels of garbage may hold a new class name in every line; beyond this many, names are no longer told apart.
const mostClasses = 5000;

/** One entry per class name: plain data, so that worker threads can send it. */
export type PerClass<Entry> = Map<string, Entry>;

/** Calls `visit` for every shape of an image with its class's entry; classes beyond the first five thousand are left out. */
export function forEachByClass<Entry>(
  classes: PerClass<Entry>,
  { shapes }: AuditedImage,
  start: () => Entry,
  visit: (entry: Entry, shape: ObjectShape) => void,
): void {
  let name: string | undefined;
  let entry: Entry | undefined;
  for (const shape of shapes) {
    // Files list objects class by class more often than not: a comparison is cheaper than a look-up.
    if (shape.object.className !== name) {
      name = shape.object.className;
      entry = classes.get(name);
      if (entry === undefined && classes.size < mostClasses) {
        entry = start();
        classes.set(name, entry);
      }
    }
    if (entry !== undefined) visit(entry, shape);
  }
}

/** Adds the entries of a later part of the dataset to those of an earlier one. */
export function mergePerClass<Entry>(
  into: PerClass<Entry>,
  later: PerClass<Entry>,
  merge: (into: Entry, later: Entry) => void,
): void {
  for (const [name, entry] of later) {
    const known = into.get(name);
    if (known !== undefined) merge(known, entry);
    else if (into.size < mostClasses) into.set(name, entry);
  }
}
