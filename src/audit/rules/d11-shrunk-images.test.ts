import { shrunkImages } from './d11-shrunk-images.js';
import { describeRule } from './testing.js';

const images = (...scales: number[]) => scales.map((scale) => ({ scale }));
const nineteen = Array<number>(19).fill(1);

describeRule(shrunkImages, {
  silent: {
    'images at half their size': { images: images(...Array<number>(20).fill(0.5)) },
    'one large image among many': { images: images(0.2, ...nineteen) },
    'a small dataset': { images: images(...Array<number>(19).fill(0.2)) },
  },
  reasons: {
    shrunk: {
      images: images(0.25, 0.4, 0.9, ...nineteen.slice(2)),
      values: { images: 20, shrunk: 2, share: 0.1, smallestScale: 0.25 },
    },
  },
});
