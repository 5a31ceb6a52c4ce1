import { classImbalance } from './d2-class-imbalance.js';
import { describeRule } from './testing.js';

const images = (ships: number, planes: number, count = 100) =>
  Array.from({ length: count }, (_, i) => ({
    objects:
      i > 0
        ? []
        : [
            ...Array.from({ length: ships }, () => ({})),
            ...Array.from({ length: planes }, () => ({ className: 'plane' })),
          ],
  }));

describeRule(classImbalance, {
  silent: {
    'a ratio of a hundred': { images: images(200, 2) },
    'a small dataset': { images: images(500, 1, 99) },
    'a single class': { images: images(500, 0) },
  },
  reasons: {
    imbalance: {
      images: images(3, 303),
      values: { most: 'plane', mostObjects: 303, least: 'ship', leastObjects: 3, ratio: 101 },
    },
  },
});
