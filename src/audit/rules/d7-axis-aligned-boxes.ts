import { z } from 'zod';
import { count, defineRule, share, threshold } from './define.js';
import { forEachByClass, mergePerClass, type PerClass } from './per-class.js';
import { spansArea } from './shapes.js';

interface Angles {
  elongated: number;
  aligned: number;
}

const quarterTurn = Math.PI / 2;

/**
 * Boxes of an oriented format that all stand along the image's axes: horizontal boxes that somebody converted. The angle
 * branch then learns to say nothing. Squares are left out, as their angle means nothing either way (D8); so are formats
 * that state horizontal boxes.
 */
export const axisAlignedBoxes = defineRule({
  code: 'D7',
  name: 'axis-aligned-boxes',
  reasons: { dataset: 'warning', class: 'info' },
  catalogue: [],
  options: z.strictObject({
    shareFrom: share('D7.option.shareFrom', 0.95),
    toleranceDegrees: threshold('D7.option.toleranceDegrees', 0.5),
    aspectFrom: threshold('D7.option.aspectFrom', 1.2),
    objects: count('D7.option.objects', 200),
  }),
  dataset: {
    start: (): PerClass<Angles> => new Map(),
    add(state, image, { toleranceDegrees, aspectFrom }) {
      const tolerance = toleranceDegrees / 90;
      forEachByClass(state, image, noAngles, (entry, shape) => {
        if (shape.longSide < aspectFrom * shape.shortSide || !spansArea(shape)) return;
        if (shape.object.written.kind === 'horizontal') return;
        entry.elongated += 1;
        const quarters = shape.rectangle.box.theta / quarterTurn;
        if (Math.abs(quarters - Math.round(quarters)) <= tolerance) entry.aligned += 1;
      });
    },
    merge(into, later) {
      mergePerClass(into, later, addAngles);
    },
    finish(state, _dataset, { shareFrom, objects }, report) {
      const whole = noAngles();
      for (const entry of state.values()) addAngles(whole, entry);
      if (whole.elongated >= objects && whole.aligned >= shareFrom * whole.elongated) {
        report({ reason: 'dataset', values: valuesOf(whole) });
        return;
      }
      for (const [name, entry] of state) {
        if (entry.elongated < objects || entry.aligned < shareFrom * entry.elongated) continue;
        report({ reason: 'class', class: name, values: { name, ...valuesOf(entry) } });
      }
    },
  },
});

function noAngles(): Angles {
  return { elongated: 0, aligned: 0 };
}

function addAngles(into: Angles, { elongated, aligned }: Angles): void {
  into.elongated += elongated;
  into.aligned += aligned;
}

function valuesOf({ elongated, aligned }: Angles) {
  return { objects: elongated, aligned, share: aligned / elongated };
}
