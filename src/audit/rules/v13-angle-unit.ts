import type { WrittenShape } from '../../datasets/types.js';
import { cornersOf } from '../../geometry/index.js';
import { defineRule, noOptions } from './define.js';

type Rotated = Extract<WrittenShape, { kind: 'rotated' }>;

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
  checkImage({ dataset: { format }, shapes }, _options, report) {
    if (format !== 'hrsc2016' && format !== 'rolabelimg') return;
    // roLabelImg turns its boxes through half a turn, HRSC2016 a quarter either way.
    const limit = format === 'rolabelimg' ? Math.PI : Math.PI / 2;
    const degrees = shapes.some(({ object: { written } }) => written.kind === 'rotated' && isDegrees(written.theta));
    for (const { object } of shapes) {
      const { written } = object;
      if (written.kind !== 'rotated') continue;
      const { theta } = written;
      if (degrees) {
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
