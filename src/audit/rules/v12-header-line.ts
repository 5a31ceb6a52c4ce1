import type { ReadProblem } from '../../datasets/types.js';
import { defineRule, noOptions } from './define.js';

interface State {
  files: number;
  first: string | undefined;
}

/**
 * The lines `imagesource:` and `gsd:` of DOTA's downloads. The split tools strip them; MMRotate's loaders, both
 * generations, read them as objects and stop with a ValueError (A14). In split files they are stripped. In files that are
 * still to be split they are in place, so a dataset of those gets one hint.
 */
export const headerLine = defineRule({
  code: 'V12',
  name: 'header-line',
  reasons: { 'in-split-file': 'warning', unsplit: 'info' },
  catalogue: ['A14'],
  options: noOptions,
  policy: 'strip-header',
  checkImage({ annotations: { problems } }, _options, report) {
    const lines = problems.filter((problem) => isHeader(problem) && isOfSplitFile(problem));
    if (lines.length === 0) return;
    report({
      reason: 'in-split-file',
      problem: lines[0],
      line: lines[0].line,
      values: { lines: lines.length },
      fix: { action: 'strip-header' },
    });
  },
  dataset: {
    start: (): State => ({ files: 0, first: undefined }),
    add(state, { annotations: { annotationFile, problems } }) {
      if (!problems.some((problem) => isHeader(problem) && !isOfSplitFile(problem))) return;
      state.files += 1;
      state.first ??= annotationFile;
    },
    merge(into, later) {
      into.files += later.files;
      into.first ??= later.first;
    },
    finish({ files, first }, _dataset, _options, report) {
      if (first !== undefined) report({ reason: 'unsplit', file: first, values: { files } });
    },
  },
});

function isHeader({ reason }: ReadProblem): boolean {
  return reason === 'header-line';
}

function isOfSplitFile({ values }: ReadProblem): boolean {
  return values.window === true;
}
