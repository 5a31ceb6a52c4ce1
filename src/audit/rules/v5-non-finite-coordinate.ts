import { defineRule, noOptions } from './define.js';

/**
 * A coordinate that is NaN or infinite. OpenCV's minAreaRect turns a NaN corner into a plausible but wrong rectangle and
 * an infinite one into NaN (A4, A5); with NaN angles 0.3.4's loader never returns (A9).
 */
export const nonFiniteCoordinate = defineRule({
  code: 'V5',
  name: 'non-finite-coordinate',
  reasons: { nan: 'error', infinite: 'error' },
  catalogue: ['A4', 'A5', 'A9', 'S0'],
  options: noOptions,
  consequential: true,
  policy: 'drop',
  checkImage({ shapes }, _options, report) {
    for (const { object, finite } of shapes) {
      if (finite) continue;
      const reason = object.polygon.some(Number.isNaN) ? 'nan' : 'infinite';
      const coordinates = object.polygon.filter((value) => !Number.isFinite(value)).length;
      report({ reason, object, values: { coordinates }, fix: { action: 'drop' } });
    }
  },
});
