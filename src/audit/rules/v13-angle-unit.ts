import type { FormatId, WrittenShape } from '../../datasets/types.js';
import { cornersOf } from '../../geometry/index.js';
import { defineRule, noOptions } from './define.js';

type Rotated = Extract<WrittenShape, { kind: 'rotated' }>;

/** HRSC2016 turns boxes by a quarter turn either way, roLabelImg by half a turn, COCO's writers as they please. */
const largestAngles: Partial<Record<FormatId, number>> = {
  hrsc2016: Math.PI / 2,
  rolabelimg: Math.PI,
  coco: 2 * Math.PI,
};

/**
 * An angle in a format of radians that looks like degrees, or is outside the format's range (A16). Nobody writes more
 * than a full turn in radians, so one such angle shows that its file is in degrees, small angles included. Boxes stay
 * finite and training runs, but towards wrong angles. Converted to radians.
 */
export const angleUnit = defineRule({
  code: 'V13',
  name: 'angle-unit',
  reasons: { degrees: 'error', 'same-file': 'warning', range: 'warning' },
  catalogue: ['A16', 'S7'],
  options: noOptions,
  policy: 'correct-angle',
  checkImage({ dataset: { format, variant }, shapes }, _options, report) {
    const limit = largestAngles[format];
    // The reader of COCO has turned angles into radians already where the whole file is in degrees.
    if (limit === undefined || variant === 'rotated-degrees') return;
    const degrees = shapes.some(({ object: { written } }) => written.kind === 'rotated' && isDegrees(written.theta));
    for (const { object } of shapes) {
      const { written } = object;
      if (written.kind !== 'rotated') continue;
      const { theta } = written;
      if (degrees) {
        if (theta === 0 || !Number.isFinite(theta)) continue;
        report({
          reason: isDegrees(theta) ? 'degrees' : 'same-file',
          object,
          values: { angle: theta, radians: toRadians(theta) },
          fix: { action: 'correct-angle', values: { polygon: polygonInRadians(written) } },
        });
      } else if (Math.abs(theta) > limit + 1e-6) {
        report({ reason: 'range', object, values: { angle: theta, limit }, fix: { action: 'manual' } });
      }
    }
  },
});

function isDegrees(theta: number): boolean {
  return Number.isFinite(theta) && Math.abs(theta) > 2 * Math.PI;
}

function toRadians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

function polygonInRadians({ cx, cy, w, h, theta }: Rotated): number[] {
  return [...cornersOf({ cx, cy, w, h, theta: toRadians(theta) })];
}
