import { z } from 'zod';
import { defineRule, threshold } from './define.js';
import { spansArea } from './shapes.js';

/**
 * A box thinner than 2 px. MMRotate 0.3.4's loader for DOTA files drops it by its side as stored, without a word;
 * 1.0.0rc1 keeps it (1.7 D1, A3). Below 2 px at training scale only, both keep it (P3).
 *
 * A repair is a person's choice. To drop it is what 0.3.4 does, but the object is real and its loss changes the
 * evaluation. To mark it difficult changes nothing in training: both versions train on difficulty 1 and leave out only
 * what is above 100 (1.7 D7), and DIOR's loader never reads the mark.
 */
export const thinBox = defineRule({
  code: 'V4',
  name: 'thin-box',
  reasons: { 'below-old-filter': 'warning', 'thin-at-training': 'warning' },
  catalogue: ['A3', 'P3', 'P7', 'S2'],
  options: z.strictObject({
    warningBelow: threshold('V4.option.warningBelow', 2),
    needleBelow: threshold('V4.option.needleBelow', 0.5),
  }),
  consequential: true,
  checkImage({ shapes, scale }, { warningBelow, needleBelow }, report) {
    for (const shape of shapes) {
      const storedSide = shape.shortSide;
      const side = storedSide * scale;
      if (!(storedSide < warningBelow || side < warningBelow)) continue;
      if (side < needleBelow || !spansArea(shape)) continue;
      report({
        reason: storedSide < warningBelow ? 'below-old-filter' : 'thin-at-training',
        object: shape.object,
        values: { side, storedSide, limit: warningBelow },
      });
    }
  },
});
