import { z } from 'zod';
import { defineRule, threshold } from './define.js';
import { farthestCoordinate, greatestCoordinate, spansArea } from './shapes.js';

/**
 * A sliver. Gaussian losses (KLD, GWD, KFIoU) form the determinant of its covariance in float32 by subtraction: 0.3 %
 * off at aspect 200, 8 % at 1000, of the wrong sign for one angle in six at 5000, so that a logarithm or a root is NaN
 * (L5, L8, L11).
 */
export const extremeAspect = defineRule({
  code: 'V18',
  name: 'extreme-aspect',
  reasons: { 'sign-flips': 'error', 'gaussian-losses': 'warning', sliver: 'warning' },
  catalogue: ['L5', 'L6', 'L8', 'L11', 'S13', 'S16'],
  options: z.strictObject({
    errorAbove: threshold('V18.option.errorAbove', 5000),
    gaussianAbove: threshold('V18.option.gaussianAbove', 1000),
    warningAbove: threshold('V18.option.warningAbove', 200),
  }),
  consequential: true,
  checkImage({ shapes }, { errorAbove, gaussianAbove, warningAbove }, report) {
    const least = Math.min(errorAbove, gaussianAbove, warningAbove);
    for (const shape of shapes) {
      const { object, longSide, shortSide } = shape;
      if (!(longSide > least * shortSide) || !spansArea(shape)) continue;
      if (farthestCoordinate(object.polygon) > greatestCoordinate) continue;
      const aspect = longSide / shortSide;
      const reason = aspect > errorAbove ? 'sign-flips' : aspect > gaussianAbove ? 'gaussian-losses' : 'sliver';
      report({ reason, object, values: { aspect, longSide, shortSide } });
    }
  },
});
