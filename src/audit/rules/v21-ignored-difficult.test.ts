import { describeRule } from './testing.js';
import { ignoredDifficult } from './v21-ignored-difficult.js';

const difficult = (...difficulties: number[]) => ({ objects: difficulties.map((difficulty) => ({ difficulty })) });

describeRule(ignoredDifficult, {
  silent: {
    'ordinary difficulties, and none': { images: [difficult(0, 1, 2, 100), {}] },
    'formats whose difficulty nobody reads': { dataset: { format: 'dior' }, images: [difficult(101)] },
  },
  reasons: {
    ignored: {
      images: [difficult(0), difficult(0, 101), difficult(200, 300)],
      values: { objects: 3, limit: 100 },
      report: { file: 'labelTxt/P0001.txt', line: 2 },
    },
  },
});
