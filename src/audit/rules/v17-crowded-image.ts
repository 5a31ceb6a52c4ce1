import { z } from 'zod';
import { count, defineRule } from './define.js';

/** Positive samples that a stock RoI head draws per image: 512 * 0.25. */
const sampledPositives = 128;

/**
 * More objects than a detector handles well on one image. The rotated IoU matrix has a row per object and a column per
 * anchor, and a RoI head samples at most 128 positives: a bad box in such an image may be met epochs later (1.4, NS1).
 */
export const crowdedImage = defineRule({
  code: 'V17',
  name: 'crowded-image',
  reasons: { crowded: 'warning' },
  catalogue: ['NS1'],
  options: z.strictObject({ warningAbove: count('V17.option.warningAbove', 500) }),
  checkImage({ shapes }, { warningAbove }, report) {
    const objects = shapes.length;
    if (objects <= warningAbove) return;
    report({ reason: 'crowded', values: { objects, limit: warningAbove, chance: sampledPositives / objects } });
  },
});
