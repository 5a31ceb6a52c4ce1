import { describeRule, rectangle } from './testing.js';
import { oversizedBox } from './v19-oversized-box.js';

const long = (side: number) => [rectangle(400, 400, side, 60)];

describeRule(oversizedBox, {
  silent: {
    'a box as long as the diagonal': { images: [{ quads: long(1131) }] },
    'a long box, where no size is known': { images: [{ quads: long(31_999), size: null }] },
    'an impossible coordinate, which is V6': { images: [{ quads: [rectangle(2e5, 0, 6e5, 90)], size: null }] },
  },
  reasons: {
    undecodable: [
      { images: [{ quads: long(32_001), size: null }], values: { largestAnchor: 512, stretch: 62.5 } },
      { images: [{ quads: long(700), scale: 2 }], options: { largestAnchor: 16 } },
    ],
    'beyond-diagonal': { images: [{ quads: long(1132) }] },
  },
});
