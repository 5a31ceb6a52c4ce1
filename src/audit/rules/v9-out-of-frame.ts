import { z } from 'zod';
import { visibleFraction } from '../../geometry/index.js';
import { defineRule, share } from './define.js';
import { farthestCoordinate, greatestCoordinate, spansArea } from './shapes.js';

/**
 * A box whose centre is outside the image, or of which little is inside. No anchor fits it, so a distant one is forced to,
 * with a huge centre target, and from there on refined anchors drift (A15, AS1, C12). 1.0.0rc1's crop and rotation keep
 * whatever has its centre inside (1.7 D5, D6). Dropped where the centre is out or hardly anything shows; what is cut by
 * the border is a person's decision, as clipping moves the box away from the object's true sides.
 */
export const outOfFrame = defineRule({
  code: 'V9',
  name: 'out-of-frame',
  reasons: { 'centre-outside': 'error', 'hardly-visible': 'error', 'partly-visible': 'warning' },
  catalogue: ['A15', 'AS1', 'C12'],
  options: z.strictObject({
    errorBelow: share('V9.option.errorBelow', 0.1),
    warningBelow: share('V9.option.warningBelow', 0.5),
  }),
  consequential: true,
  policy: 'drop',
  checkImage({ shapes, size }, { errorBelow, warningBelow }, report) {
    if (size === undefined) return;
    const { width, height } = size;
    for (const shape of shapes) {
      const { object } = shape;
      if (isInside(object.polygon, width, height) || !spansArea(shape)) continue;
      if (farthestCoordinate(object.polygon) > greatestCoordinate) continue;
      const { box } = shape.rectangle;
      const visible = visibleFraction(object.polygon, width, height);
      const centreOutside = box.cx < 0 || box.cy < 0 || box.cx > width || box.cy > height;
      if (!centreOutside && visible >= Math.max(errorBelow, warningBelow)) continue;
      const reason = centreOutside ? 'centre-outside' : visible < errorBelow ? 'hardly-visible' : 'partly-visible';
      report({
        reason,
        object,
        values: { visible, cx: box.cx, cy: box.cy, width, height },
        fix: { action: reason === 'partly-visible' ? 'manual' : 'drop', values: { width, height } },
      });
    }
  },
});

function isInside(polygon: readonly number[], width: number, height: number): boolean {
  for (let i = 0; i < 8; i += 2) {
    const x = polygon[i];
    const y = polygon[i + 1];
    if (!(x >= 0 && x <= width && y >= 0 && y <= height)) return false;
  }
  return true;
}
