import type { ReadProblem } from '../../datasets/types.js';
import { describeRule } from './testing.js';
import { headerLine } from './v12-header-line.js';

const header = (line: number, window: boolean): ReadProblem => ({ reason: 'header-line', line, values: { window } });
const raw = { problems: [header(1, false), header(2, false)] };

describeRule(headerLine, {
  silent: {
    'files without header lines': { images: [{}, { problems: [{ reason: 'empty-file', line: 1, values: {} }] }] },
  },
  reasons: {
    'in-split-file': {
      images: [{ problems: [header(1, true), header(2, true)] }],
      values: { lines: 2 },
      fix: { action: 'strip-header' },
      report: { line: 1 },
    },
    unsplit: { images: [{}, raw, raw, raw], values: { files: 3 }, report: { file: 'labelTxt/P0001.txt' } },
  },
});
