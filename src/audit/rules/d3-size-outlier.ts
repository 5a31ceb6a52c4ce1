import { z } from 'zod';
import { count, defineRule, share, threshold } from './define.js';
import { outlierCheck } from './outliers.js';

/**
 * An object far smaller or larger than the rest of its class, by the root of its area in stored pixels: a wrong class, a
 * slip of the hand, or two objects in one box.
 */
export const sizeOutlier = defineRule({
  code: 'D3',
  name: 'size-outlier',
  reasons: { low: 'info', high: 'info' },
  catalogue: [],
  options: z.strictObject({
    deviations: threshold('D3.option.deviations', 6),
    factor: threshold('D3.option.factor', 4),
    shareAtMost: share('D3.option.shareAtMost', 0.02),
    objects: count('D3.option.objects', 100),
  }),
  dataset: outlierCheck(({ longSide, shortSide }) => Math.log2(longSide * shortSide) / 2),
});
