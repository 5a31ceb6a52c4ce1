import { z } from 'zod';
import { defineRule, threshold } from './define.js';
import { spansArea } from './shapes.js';

const ignoredAbove = 100;

/**
 * An image with objects of which none can be learnt from: all degenerate, needles or not finite, or all ignored.
 * 0.3.4 leaves such an image out; 1.0.0rc1 counts before it looks and keeps it (1.7 D4, A19). With FilterAnnotations it
 * is drawn again and again (P9).
 */
export const noValidObject = defineRule({
  code: 'V15',
  name: 'no-valid-object',
  reasons: { 'all-invalid': 'warning', 'all-ignored': 'warning' },
  catalogue: ['A19', 'P9', 'AS13'],
  options: z.strictObject({ sideBelow: threshold('V15.option.sideBelow', 0.5) }),
  checkImage({ shapes, scale }, { sideBelow }, report) {
    if (shapes.length === 0) return;
    let valid = 0;
    for (const shape of shapes) {
      if (shape.shortSide * scale < sideBelow || !spansArea(shape)) continue;
      if ((shape.object.difficulty ?? 0) <= ignoredAbove) return;
      valid += 1;
    }
    report({ reason: valid === 0 ? 'all-invalid' : 'all-ignored', values: { objects: shapes.length } });
  },
});
