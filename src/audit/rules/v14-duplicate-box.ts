import { z } from 'zod';
import { defineRule, share } from './define.js';
import { type NearDuplicates, visitNearDuplicates } from './near-duplicates.js';
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
  policy: 'drop',
  checkImage({ shapes }, { errorFrom, warningFrom }, report) {
    if (shapes.length < 2) return;
    const least = Math.min(errorFrom, warningFrom);
    const closest = new ClosestOfEach();
    visitNearDuplicates(shapes.filter(spansArea), least, (pair) => {
      closest.add(pair);
      return isSameClass(pair) && pair.iou >= errorFrom;
    });
    for (const { earlier, later, iou } of closest.inFileOrder()) {
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
class ClosestOfEach {
  readonly #best = new Map<NearDuplicates['later'], NearDuplicates>();

  add(pair: NearDuplicates): void {
    const known = this.#best.get(pair.later);
    const gain =
      known === undefined ? 1 : Number(isSameClass(pair)) - Number(isSameClass(known)) || pair.iou - known.iou;
    if (gain > 0) this.#best.set(pair.later, pair);
  }

  inFileOrder(): NearDuplicates[] {
    return [...this.#best.values()].sort((a, b) => a.later.object.index - b.later.object.index);
  }
}

function isSameClass({ earlier, later }: NearDuplicates): boolean {
  return earlier.object.className === later.object.className;
}
