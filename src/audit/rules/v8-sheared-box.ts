import { z } from 'zod';
import { defineRule, share, threshold } from './define.js';
import { farthestCoordinate, greatestCoordinate, spansArea } from './shapes.js';

/**
 * A quad that fills little of its minimum-area rectangle: sheared, or a triangle. The rectangle that detectors learn
 * covers more than the object, and 0.3.4's le135, which measures edges, disagrees with every other convention (A8).
 * Quads of a few pixels are left out: their corners are rounded to whole pixels, which shears any of them.
 */
export const shearedBox = defineRule({
  code: 'V8',
  name: 'sheared-box',
  reasons: { sheared: 'warning' },
  catalogue: ['A8'],
  options: z.strictObject({
    warningBelow: share('V8.option.warningBelow', 0.7),
    sideAbove: threshold('V8.option.sideAbove', 4),
  }),
  checkImage({ shapes }, { warningBelow, sideAbove }, report) {
    for (const shape of shapes) {
      const { object, hullArea, longSide, shortSide } = shape;
      if (!(hullArea < warningBelow * longSide * shortSide) || shortSide < sideAbove || !spansArea(shape)) continue;
      if (farthestCoordinate(object.polygon) > greatestCoordinate) continue;
      report({ reason: 'sheared', object, values: { share: hullArea / (longSide * shortSide), limit: warningBelow } });
    }
  },
});
