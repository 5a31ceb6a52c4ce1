import { describeRule, healthyBox } from './testing.js';
import { degenerateBox } from './v1-degenerate-box.js';

describeRule(degenerateBox, {
  silent: {
    'a healthy box': { images: [{ quads: [healthyBox] }] },
    'coordinates that are not finite': { images: [{ quads: [[Number.NaN, 0, 10, 0, 10, 10, 0, 10]] }] },
    'a stated side of zero': {
      images: [
        {
          objects: [
            { polygon: [0, 5, 9, 5, 9, 5, 0, 5], written: { kind: 'rotated', cx: 4.5, cy: 5, w: 9, h: 0, theta: 0 } },
          ],
        },
      ],
    },
  },
  reasons: {
    point: { images: [{ quads: [[7, 7, 7, 7, 7, 7, 7, 7]] }], fix: { action: 'drop' } },
    segment: [
      { images: [{ quads: [[10, 20, 50, 20, 50, 20, 10, 20]] }], values: { length: 40 }, fix: { action: 'drop' } },
      { images: [{ quads: [healthyBox, [0, 0, 3, 4, 6, 8, 9, 12], healthyBox] }], values: { length: 15 } },
    ],
    'no-area': { images: [{ quads: [[0, 0, 1e-3, 0, 1e-3, 1e-4, 0, 1e-4]] }], fix: { action: 'drop' } },
  },
});
