import { z } from 'zod';
import { defineRule, threshold } from './define.js';
import { spansArea } from './shapes.js';

/**
 * A side so short at training scale that its target ln(side / anchor) is huge (A2), or beyond ±4.135, the range that the
 * box coder can decode, even for the smallest anchor (A3, N2): such a target can only ever pull in one direction.
 * Dropped in both cases, as 0.3.4's loader for DOTA files does below 2 px.
 */
export const needleBox = defineRule({
  code: 'V3',
  name: 'needle-box',
  reasons: { vanishing: 'error', undecodable: 'warning' },
  catalogue: ['A2', 'A3', 'C5', 'I1', 'L4', 'N2', 'P3', 'S2'],
  options: z.strictObject({
    errorBelow: threshold('V3.option.errorBelow', 0.01),
    warningBelow: threshold('V3.option.warningBelow', 0.5),
    anchor: threshold('V3.option.anchor', 32),
  }),
  consequential: true,
  policy: 'drop',
  checkImage({ shapes, scale }, { errorBelow, warningBelow, anchor }, report) {
    const longest = Math.max(errorBelow, warningBelow);
    for (const shape of shapes) {
      const side = shape.shortSide * scale;
      if (!(side < longest) || !spansArea(shape)) continue;
      report({
        reason: side < errorBelow ? 'vanishing' : 'undecodable',
        object: shape.object,
        values: { side, storedSide: shape.shortSide, anchor, target: Math.log(side / anchor) },
        fix: { action: 'drop' },
      });
    }
  },
});
