import { misnamed } from './class-names.js';
import { defineRule, noOptions } from './define.js';

/**
 * A class name that the class list lacks. MMRotate stops with a KeyError, or another tool trains a class of its own for
 * it (A11). Renamed where only case, hyphens, underscores or blanks differ; a guess at a misspelling is only suggested.
 */
export const unknownClass = defineRule({
  code: 'V10',
  name: 'unknown-class',
  reasons: { spelling: 'error', misspelt: 'error', unknown: 'error' },
  catalogue: ['A11'],
  options: noOptions,
  policy: 'rename-class',
  checkImage({ dataset, shapes }, _options, report) {
    if (dataset.classesFrom === 'labels' || dataset.classes.length === 0) return;
    for (const { object } of shapes) {
      const name = object.className;
      const wrong = misnamed(dataset, name);
      if (wrong === undefined) continue;
      const { suggestion, sameLetters } = wrong;
      if (suggestion === undefined) {
        report({ reason: 'unknown', object, values: { name }, fix: { action: 'manual' } });
        continue;
      }
      report({
        reason: sameLetters ? 'spelling' : 'misspelt',
        object,
        values: { name, suggestion },
        fix: { action: sameLetters ? 'rename-class' : 'manual', values: { to: suggestion } },
      });
    }
  },
});
