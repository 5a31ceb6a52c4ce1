import { describeRule } from './testing.js';
import { hugeCoordinate } from './v6-huge-coordinate.js';

const reaching = (x: number, y: number) => [[0, 0, x, 0, x, y, 0, y]] as const;

describeRule(hugeCoordinate, {
  silent: {
    'three images away': { images: [{ quads: reaching(2400, 10) }] },
    'far away, where no size is known': { images: [{ quads: reaching(90_000, 10), size: null }] },
    'coordinates that are not finite': { images: [{ quads: reaching(Infinity, 10) }] },
  },
  reasons: {
    impossible: [
      { images: [{ quads: reaching(123_400, 10) }], values: { coordinate: 123_400 }, fix: { action: 'drop' } },
      { images: [{ quads: reaching(10, -1e300), size: null }], fix: { action: 'drop' } },
    ],
    'far-outside': [
      { images: [{ quads: reaching(10, 2401) }], values: { coordinate: 2401, height: 800 }, fix: { action: 'manual' } },
      { images: [{ quads: reaching(-900, 10) }], options: { warningImages: 1 } },
    ],
  },
});
