import { z } from 'zod';
import { count, defineRule, share, threshold } from './define.js';
import { outlierCheck } from './outliers.js';

/**
 * An object far more elongated, or far less, than the rest of its class: a wrong class, or corners that are not the
 * object's.
 */
export const aspectOutlier = defineRule({
  code: 'D4',
  name: 'aspect-outlier',
  reasons: { low: 'info', high: 'info' },
  catalogue: [],
  options: z.strictObject({
    deviations: threshold('D4.option.deviations', 6),
    factor: threshold('D4.option.factor', 3),
    shareAtMost: share('D4.option.shareAtMost', 0.02),
    objects: count('D4.option.objects', 100),
  }),
  dataset: outlierCheck(({ longSide, shortSide }) => Math.log2(longSide / shortSide)),
});
