import type { AuditedImage } from '../types.js';
import { forEachByClass, mergePerClass, type PerClass } from './per-class.js';

interface ClassCount {
  objects: number;
  images: number;
  /** Images with the class, by split; images of no split are left out. */
  readonly imagesBySplit: Record<string, number>;
  /** Number of the image that counted last, so that an image counts once. */
  lastImage: number;
}

/** How often each class occurs. */
export interface ClassCounts {
  images: number;
  readonly classes: PerClass<ClassCount>;
}

/** The accumulating part that all rules on class counts share. */
export const classCounts = {
  start: (): ClassCounts => ({ images: 0, classes: new Map() }),

  add(state: ClassCounts, image: AuditedImage): void {
    state.images += 1;
    const { split } = image.annotations;
    forEachByClass(state.classes, image, emptyCount, (entry) => {
      entry.objects += 1;
      if (entry.lastImage === state.images) return;
      entry.lastImage = state.images;
      entry.images += 1;
      if (split !== undefined) add(entry.imagesBySplit, split, 1);
    });
  },

  merge(into: ClassCounts, later: ClassCounts): void {
    into.images += later.images;
    mergePerClass(into.classes, later.classes, (known, entry) => {
      known.objects += entry.objects;
      known.images += entry.images;
      for (const [split, images] of Object.entries(entry.imagesBySplit)) add(known.imagesBySplit, split, images);
    });
  },
};

function emptyCount(): ClassCount {
  return { objects: 0, images: 0, imagesBySplit: {}, lastImage: 0 };
}

function add(counts: Record<string, number>, key: string, count: number): void {
  counts[key] = (counts[key] ?? 0) + count;
}
