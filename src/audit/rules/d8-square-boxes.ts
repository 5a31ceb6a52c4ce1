import { z } from 'zod';
import { count, defineRule, share, threshold } from './define.js';
import { forEachByClass, mergePerClass, type PerClass } from './per-class.js';
import { spansArea } from './shapes.js';

interface Squares {
  objects: number;
  square: number;
  /** Squares that do not stand along the image's axes. */
  turned: number;
}

const quarterTurn = Math.PI / 2;
const alignedWithin = 1 / 90;

/**
 * A class of near-squares drawn at all angles. Which side is the longer is chance, so le90 angles jump by a quarter turn
 * between two annotations of one object: the angle target is noise. Squares that all stand along the axes are harmless.
 */
export const squareBoxes = defineRule({
  code: 'D8',
  name: 'square-boxes',
  reasons: { class: 'info' },
  catalogue: [],
  options: z.strictObject({
    shareFrom: share('D8.option.shareFrom', 0.5),
    aspectBelow: threshold('D8.option.aspectBelow', 1.05),
    objects: count('D8.option.objects', 200),
  }),
  dataset: {
    start: (): PerClass<Squares> => new Map(),
    add(state, image, { aspectBelow }) {
      forEachByClass(state, image, noSquares, (entry, shape) => {
        if (!spansArea(shape)) return;
        entry.objects += 1;
        if (shape.longSide >= aspectBelow * shape.shortSide) return;
        entry.square += 1;
        const quarters = shape.rectangle.box.theta / quarterTurn;
        if (Math.abs(quarters - Math.round(quarters)) > alignedWithin) entry.turned += 1;
      });
    },
    merge(into, later) {
      mergePerClass(into, later, (known, entry) => {
        known.objects += entry.objects;
        known.square += entry.square;
        known.turned += entry.turned;
      });
    },
    finish(state, _dataset, { shareFrom, objects: least }, report) {
      for (const [name, { objects, square, turned }] of state) {
        if (objects < least || square < shareFrom * objects || turned < square / 2) continue;
        report({ reason: 'class', class: name, values: { name, objects, square, share: square / objects } });
      }
    },
  },
});

function noSquares(): Squares {
  return { objects: 0, square: 0, turned: 0 };
}
