import { z } from 'zod';
import { isSelfCrossing } from '../../geometry/index.js';
import { defineRule, share } from './define.js';
import { farthestCoordinate, greatestCoordinate, spansArea } from './shapes.js';

/**
 * Corners that are not in ring order, or one that lies inside the triangle of the others: the quad covers less than its
 * hull. Detectors learn the hull's rectangle, which is larger than the object (A7), and gliding-vertex coders see too
 * small an area (C9). A crossing quad is put in order; a dented one has no order that helps.
 */
export const selfCrossing = defineRule({
  code: 'V7',
  name: 'self-crossing',
  reasons: { crossing: 'error', dented: 'error' },
  catalogue: ['A7', 'C9'],
  options: z.strictObject({
    errorBelow: share('V7.option.errorBelow', 0.5),
    warningBelow: share('V7.option.warningBelow', 0.9),
  }),
  policy: 'reorder-corners',
  checkImage({ shapes }, { errorBelow, warningBelow }, report) {
    const most = Math.max(errorBelow, warningBelow);
    for (const shape of shapes) {
      const { object, ringArea, hullArea } = shape;
      if (!(ringArea < most * hullArea) || !spansArea(shape)) continue;
      if (farthestCoordinate(object.polygon) > greatestCoordinate) continue;
      const crossing = isSelfCrossing(object.polygon);
      report({
        reason: crossing ? 'crossing' : 'dented',
        severity: ringArea < errorBelow * hullArea ? 'error' : 'warning',
        object,
        values: { area: ringArea, hullArea, share: ringArea / hullArea },
        fix: { action: crossing ? 'reorder-corners' : 'manual' },
      });
    }
  },
});
