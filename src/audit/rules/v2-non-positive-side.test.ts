import { describeRule, rectangle } from './testing.js';
import { nonPositiveSide } from './v2-non-positive-side.js';

const rotated = (w: number, h: number) => ({
  polygon: rectangle(50, 50, w, h),
  written: { kind: 'rotated', cx: 50, cy: 50, w, h, theta: 0 } as const,
});
const horizontal = (xmin: number, ymin: number, xmax: number, ymax: number) => ({
  written: { kind: 'horizontal', xmin, ymin, xmax, ymax } as const,
});

describeRule(nonPositiveSide, {
  silent: {
    'positive sides': { images: [{ objects: [{}, rotated(20, 10), horizontal(0, 0, 5, 5)] }] },
    'a side that is not a number, which is V5': { images: [{ objects: [rotated(Number.NaN, 10)] }] },
  },
  reasons: {
    zero: [
      { images: [{ objects: [rotated(20, 0)] }], values: { width: 20, height: 0 }, fix: { action: 'drop' } },
      { images: [{ objects: [horizontal(5, 0, 5, 9)] }], values: { width: 0, height: 9 } },
    ],
    negative: [
      { images: [{ objects: [rotated(-20, 10)] }], values: { width: -20 }, fix: { action: 'drop' } },
      { images: [{ objects: [horizontal(9, 0, 5, 9)] }], values: { width: -4, height: 9 } },
    ],
  },
});
