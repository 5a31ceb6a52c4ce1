import { describeRule } from './testing.js';
import { shearedBox } from './v8-sheared-box.js';

describeRule(shearedBox, {
  silent: {
    'a rectangle and a trapezium': {
      images: [
        {
          quads: [
            [0, 0, 90, 0, 90, 60, 0, 60],
            [10, 0, 80, 0, 90, 60, 0, 60],
          ],
        },
      ],
    },
    'a triangle of three pixels, which rounding makes': { images: [{ quads: [[0, 0, 3, 0, 3, 3, 3, 3]] }] },
    'a limit that was lowered': { images: [{ quads: [[0, 0, 90, 0, 90, 0, 0, 60]] }], options: { warningBelow: 0.4 } },
  },
  reasons: {
    sheared: { images: [{ quads: [[0, 0, 90, 0, 90, 0, 0, 60]] }], values: { share: 0.5 } },
  },
});
