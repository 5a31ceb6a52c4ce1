import { describeRule, rectangle } from './testing.js';
import { outOfFrame } from './v9-out-of-frame.js';

describeRule(outOfFrame, {
  silent: {
    'a box on the border': { images: [{ quads: [rectangle(30, 10, 60, 20)] }] },
    'a box of which a little is cut': { images: [{ quads: [rectangle(25, 400, 60, 20)] }] },
    'any box, where no size is known': { images: [{ quads: [rectangle(-300, -300, 60, 20)], size: null }] },
    'a segment, which is V1': { images: [{ quads: [[-50, 0, -10, 0, -10, 0, -50, 0]] }] },
    'an impossible coordinate, which is V6': { images: [{ quads: [rectangle(2e5, 400, 60, 20)] }] },
  },
  reasons: {
    'centre-outside': [
      {
        images: [{ quads: [rectangle(-10, 400, 60, 20)] }],
        fix: { action: 'drop', values: { width: 800, height: 800 } },
      },
      { images: [{ quads: [rectangle(400, 900, 60, 20)] }], values: { visible: 0 } },
    ],
    // A long box across the corner of the image, whose centre is just inside.
    'hardly-visible': {
      images: [{ quads: [rectangle(1, 1, 200, 10, -Math.PI / 4)] }],
      fix: { action: 'drop' },
    },
    'partly-visible': { images: [{ quads: [rectangle(2, 2, 60, 60)] }], fix: { action: 'manual' } },
  },
});
