import { z } from 'zod';
import { defineRule, threshold } from './define.js';

interface State {
  objects: number;
  first: { readonly file: string; readonly line: number } | undefined;
}

/**
 * DOTA objects whose difficulty is above 100, the stock threshold: 0.3.4 drops them, 1.0.0rc1 marks them ignored, which
 * has the same effect with stock assigners (1.7 D7, A19). Ordinary difficulties are 0, 1 and 2.
 */
export const ignoredDifficult = defineRule({
  code: 'V21',
  name: 'ignored-difficult',
  reasons: { ignored: 'warning' },
  catalogue: ['A19'],
  options: z.strictObject({ warningAbove: threshold('V21.option.warningAbove', 100) }),
  dataset: {
    start: (): State => ({ objects: 0, first: undefined }),
    add(state, { dataset, annotations, shapes }, { warningAbove }) {
      if (dataset.format !== 'dota') return;
      for (const { object } of shapes) {
        if (object.difficulty === undefined || object.difficulty <= warningAbove) continue;
        state.objects += 1;
        state.first ??= { file: annotations.annotationFile, line: object.line };
      }
    },
    merge(into, later) {
      into.objects += later.objects;
      into.first ??= later.first;
    },
    finish({ objects, first }, _dataset, { warningAbove }, report) {
      if (first !== undefined) report({ reason: 'ignored', ...first, values: { objects, limit: warningAbove } });
    },
  },
});
