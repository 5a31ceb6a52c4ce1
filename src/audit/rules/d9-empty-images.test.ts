import type { ReadProblem } from '../../datasets/types.js';
import { emptyImages } from './d9-empty-images.js';
import { describeRule } from './testing.js';

const images = (full: number, empty: number, reason?: ReadProblem['reason']) => [
  ...Array.from({ length: full }, () => ({})),
  ...Array.from({ length: empty }, () => ({
    objects: [],
    problems: reason === undefined ? [] : [{ reason, line: 1, values: {} }],
  })),
];

describeRule(emptyImages, {
  silent: {
    'half of the images': { images: images(10, 10) },
    'a small dataset': { images: images(0, 19) },
    'images whose objects cannot be read, which is V0': { images: images(0, 30, 'bad-number') },
  },
  reasons: {
    empty: { images: images(9, 11, 'empty-file'), values: { images: 20, empty: 11, share: 0.55 } },
  },
});
