import { z } from 'zod';
import { defineRule, threshold } from './define.js';
import { farthestCoordinate, greatestCoordinate, spansArea } from './shapes.js';

/** exp(ln(1000/16)): the most by which a box coder stretches a side. */
const largestStretch = 62.5;

/**
 * A side that no stock anchor can be stretched to: 62.5 times the largest, which is 512 px in S2ANet (scale 4, stride
 * 128), the smallest of the three detectors' largest (Oriented R-CNN: 724, R3Det: 1149, along the longer side of their
 * anchors of ratio 2). Its target is clamped at every decode. A side longer than the image's diagonal is no object.
 */
export const oversizedBox = defineRule({
  code: 'V19',
  name: 'oversized-box',
  reasons: { undecodable: 'error', 'beyond-diagonal': 'warning' },
  catalogue: ['A6', 'S2', 'S3'],
  options: z.strictObject({ largestAnchor: threshold('V19.option.largestAnchor', 512) }),
  consequential: true,
  checkImage({ shapes, size, scale }, { largestAnchor }, report) {
    const limit = (largestStretch * largestAnchor) / scale;
    const diagonal = size === undefined ? Number.POSITIVE_INFINITY : Math.hypot(size.width, size.height);
    const longest = Math.min(limit, diagonal);
    for (const shape of shapes) {
      const { object, longSide } = shape;
      if (!(longSide > longest) || !spansArea(shape)) continue;
      if (farthestCoordinate(object.polygon) > greatestCoordinate) continue;
      const values = { side: longSide * scale, storedSide: longSide, largestAnchor, stretch: largestStretch, diagonal };
      report({ reason: longSide > limit ? 'undecodable' : 'beyond-diagonal', object, values });
    }
  },
});
