import { z } from 'zod';
import { classCounts } from './class-counts.js';
import { count, defineRule, threshold } from './define.js';

/**
 * The most common class has far more objects than the least common: detectors learn the first at the cost of the other
 * unless images are resampled or losses weighted.
 */
export const classImbalance = defineRule({
  code: 'D2',
  name: 'class-imbalance',
  reasons: { imbalance: 'warning' },
  catalogue: [],
  options: z.strictObject({
    ratioAbove: threshold('D2.option.ratioAbove', 100),
    images: count('D2.option.images', 100),
  }),
  dataset: {
    ...classCounts,
    finish(state, _dataset, { ratioAbove, images }, report) {
      if (state.images < images || state.classes.size < 2) return;
      const sorted = [...state.classes].sort(([, a], [, b]) => b.objects - a.objects);
      const [most, mostCount] = sorted[0];
      const [least, leastCount] = sorted[sorted.length - 1];
      const ratio = mostCount.objects / leastCount.objects;
      if (ratio <= ratioAbove) return;
      report({
        reason: 'imbalance',
        values: { most, mostObjects: mostCount.objects, least, leastObjects: leastCount.objects, ratio },
      });
    },
  },
});
