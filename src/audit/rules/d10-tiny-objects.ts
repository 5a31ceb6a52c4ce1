import { z } from 'zod';
import { count, defineRule, share, threshold } from './define.js';
import { forEachByClass, mergePerClass, type PerClass } from './per-class.js';
import { spansArea } from './shapes.js';

interface State {
  images: number;
  readonly classes: PerClass<Sizes>;
}

interface Sizes {
  objects: number;
  tiny: number;
}

/**
 * A class of which most objects are too small at training scale to overlap any anchor enough: the IoU with the smallest
 * anchor (32 px square in S2ANet and R3Det) is at most area / 32². Below the assigner's threshold they are matched by
 * force only (N2, AS1), with large targets. A larger scale, smaller windows or a finer level helps.
 */
export const tinyObjects = defineRule({
  code: 'D10',
  name: 'tiny-objects',
  reasons: { class: 'info' },
  catalogue: ['N2', 'AS1'],
  options: z.strictObject({
    shareAbove: share('D10.option.shareAbove', 0.5),
    anchor: threshold('D10.option.anchor', 32),
    iouBelow: share('D10.option.iouBelow', 0.4),
    objects: count('D10.option.objects', 200),
    images: count('D10.option.images', 100),
  }),
  dataset: {
    start: (): State => ({ images: 0, classes: new Map() }),
    add(state, image, { anchor, iouBelow }) {
      const tinyBelow = (iouBelow * anchor * anchor) / (image.scale * image.scale);
      state.images += 1;
      forEachByClass(state.classes, image, noSizes, (entry, shape) => {
        if (!spansArea(shape)) return;
        entry.objects += 1;
        if (shape.longSide * shape.shortSide < tinyBelow) entry.tiny += 1;
      });
    },
    merge(into, later) {
      into.images += later.images;
      mergePerClass(into.classes, later.classes, (known, entry) => {
        known.objects += entry.objects;
        known.tiny += entry.tiny;
      });
    },
    finish(state, _dataset, { shareAbove, anchor, iouBelow, objects: least, images }, report) {
      if (state.images < images) return;
      for (const [name, { objects, tiny }] of state.classes) {
        if (objects < least || tiny <= shareAbove * objects) continue;
        const values = { name, objects, tiny, share: tiny / objects, anchor, iou: iouBelow };
        report({ reason: 'class', class: name, values });
      }
    },
  },
});

function noSizes(): Sizes {
  return { objects: 0, tiny: 0 };
}
