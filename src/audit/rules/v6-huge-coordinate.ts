import { z } from 'zod';
import { defineRule, threshold } from './define.js';
import { farthestCoordinate, greatestCoordinate } from './shapes.js';

/**
 * A coordinate that no image can have, or far beyond this one: joined digits or a lost decimal point. Targets overflow
 * and float32 geometry cancels from about 1e7 px on (A6, I4). Nothing says what was meant: an impossible one is dropped.
 */
export const hugeCoordinate = defineRule({
  code: 'V6',
  name: 'huge-coordinate',
  reasons: { impossible: 'error', 'far-outside': 'warning' },
  catalogue: ['A6', 'C8', 'I4', 'S0'],
  options: z.strictObject({
    errorAbove: threshold('V6.option.errorAbove', greatestCoordinate),
    warningImages: threshold('V6.option.warningImages', 3),
  }),
  consequential: true,
  policy: 'drop',
  checkImage({ shapes, size }, { errorAbove, warningImages }, report) {
    const right = Math.min(errorAbove, (size?.width ?? Number.POSITIVE_INFINITY) * warningImages);
    const bottom = Math.min(errorAbove, (size?.height ?? Number.POSITIVE_INFINITY) * warningImages);
    for (const { object, finite } of shapes) {
      const { polygon } = object;
      if (!finite || isWithin(polygon, right, bottom)) continue;
      const coordinate = farthestCoordinate(polygon);
      if (coordinate > errorAbove) {
        report({ reason: 'impossible', object, values: { coordinate, limit: errorAbove }, fix: { action: 'drop' } });
      } else {
        const { width, height } = size as NonNullable<typeof size>;
        report({
          reason: 'far-outside',
          object,
          values: { coordinate, width, height, times: warningImages },
          fix: { action: 'manual' },
        });
      }
    }
  },
});

function isWithin(polygon: readonly number[], right: number, bottom: number): boolean {
  for (let i = 0; i < 8; i += 2) {
    if (Math.abs(polygon[i]) > right || Math.abs(polygon[i + 1]) > bottom) return false;
  }
  return true;
}
