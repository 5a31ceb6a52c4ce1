import { distance } from 'fastest-levenshtein';
import { z } from 'zod';
import { groupBy } from '../../foundation/collections.js';
import { classCounts } from './class-counts.js';
import { lettersOf } from './class-names.js';
import { defineRule, threshold } from './define.js';

/**
 * Class names that look like one class, in a dataset whose labels are its only class list: they differ in case, hyphens,
 * underscores and blanks only, or a rare one is a letter away from a common one. Where a class list exists, V10 compares
 * with that.
 */
export const classSpelling = defineRule({
  code: 'D12',
  name: 'class-spelling',
  reasons: { spellings: 'warning', typo: 'warning' },
  catalogue: ['A11'],
  options: z.strictObject({ ratioFrom: threshold('D12.option.ratioFrom', 100) }),
  dataset: {
    ...classCounts,
    finish({ classes }, { classesFrom }, { ratioFrom }, report) {
      if (classesFrom !== 'labels') return;
      const names = [...classes].map(([name, { objects }]) => ({ name, objects, letters: lettersOf(name) }));
      const byLetters = [...groupBy(names, ({ letters }) => letters).values()];
      for (const group of byLetters.filter(({ length }) => length > 1)) {
        const sorted = group.sort((a, b) => b.objects - a.objects).map(({ name }) => name);
        report({ reason: 'spellings', class: sorted[0], values: { names: sorted } });
      }
      const common = names.filter(({ objects }) => objects >= ratioFrom);
      for (const { name, objects, letters } of names) {
        // Single letters and digits tell classes apart on purpose: `car1` and `car2`, `F15` and `F16`.
        if (letters.length < 4 || /\d/.test(letters)) continue;
        const meant = common.find(
          (other) => other.objects >= ratioFrom * objects && distance(letters, other.letters) === 1,
        );
        if (meant === undefined) continue;
        report({
          reason: 'typo',
          class: name,
          values: { name, objects, meant: meant.name, meantObjects: meant.objects },
        });
      }
    },
  },
});
