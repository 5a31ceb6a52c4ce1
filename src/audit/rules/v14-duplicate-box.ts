import { z } from 'zod';
import { defineRule, share } from './define.js';
import { type NearDuplicates, nearDuplicates } from './near-duplicates.js';
import { spansArea } from './shapes.js';

/**
 * Two boxes on one object. Equal ones of one class are a slip of the tool that wrote them; with equal losses for both,
 * CFA and Oriented RepPoints divide by a variance of zero (A17, AS9). The later one of such a pair is dropped. What is
 * only almost equal, or of two classes, a person must look at.
 */
export const duplicateBox = defineRule({
  code: 'V14',
  name: 'duplicate-box',
  reasons: { equal: 'error', 'almost-equal': 'warning', 'two-classes': 'warning' },
  catalogue: ['A17', 'AS9'],
  options: z.strictObject({
    errorFrom: share('V14.option.errorFrom', 0.999).refine((iou) => iou > 0),
    warningFrom: share('V14.option.warningFrom', 0.95).refine((iou) => iou > 0),
  }),
  consequential: true,
  policy: 'drop',
  checkImage({ shapes }, { errorFrom, warningFrom }, report) {
    if (shapes.length < 2) return;
    const least = Math.min(errorFrom, warningFrom);
    for (const { earlier, later, iou } of closestOfEach(nearDuplicates(shapes.filter(spansArea), least))) {
      const { object } = later;
      const { index, line, className } = earlier.object;
      const sameClass = object.className === className;
      if (iou < (sameClass ? least : warningFrom)) continue;
      const reason = !sameClass ? 'two-classes' : iou >= errorFrom ? 'equal' : 'almost-equal';
      report({
        reason,
        object,
        values: { iou, other: index, otherLine: line, otherClass: className },
        fix: { action: reason === 'equal' ? 'drop' : 'manual' },
      });
    }
  },
});

/** For each later box the pair that says most: one of its own class before another, then the greatest overlap. */
function closestOfEach(pairs: readonly NearDuplicates[]): NearDuplicates[] {
  const best = new Map<NearDuplicates['later'], NearDuplicates>();
  const sameClass = ({ earlier, later }: NearDuplicates): number =>
    Number(earlier.object.className === later.object.className);
  for (const pair of pairs) {
    const known = best.get(pair.later);
    const gain = known === undefined ? 1 : sameClass(pair) - sameClass(known) || pair.iou - known.iou;
    if (gain > 0) best.set(pair.later, pair);
  }
  return [...best.values()].sort((a, b) => a.later.object.index - b.later.object.index);
}
