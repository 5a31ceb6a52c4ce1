import { describeRule } from './testing.js';
import { nonFiniteCoordinate } from './v5-non-finite-coordinate.js';

const drop = { action: 'drop' } as const;

describeRule(nonFiniteCoordinate, {
  silent: { 'finite coordinates': { images: [{}] } },
  reasons: {
    nan: { images: [{ quads: [[Number.NaN, 0, Infinity, 0, 9, 9, 0, 9]] }], values: { coordinates: 2 }, fix: drop },
    infinite: { images: [{ quads: [[0, 0, -Infinity, 0, 9, 9, 0, 9]] }], values: { coordinates: 1 }, fix: drop },
  },
});
