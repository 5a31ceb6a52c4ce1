import { describeRule, rectangle } from './testing.js';
import { thinBox } from './v4-thin-box.js';

const thin = (side: number) => [rectangle(400, 400, 80, side)];

describeRule(thinBox, {
  silent: {
    'a side of two pixels': { images: [{ quads: thin(2 + 1e-9) }] },
    'a needle, which is V3': { images: [{ quads: thin(0.3) }] },
    'a segment, which is V1': { images: [{ quads: [[10, 20, 50, 20, 50, 20, 10, 20]] }] },
    'a limit that was lowered': { images: [{ quads: thin(1.5) }], options: { warningBelow: 1 } },
  },
  reasons: {
    'below-old-filter': [{ images: [{ quads: thin(1.5) }] }, { images: [{ quads: thin(1.5), scale: 3 }] }],
    'thin-at-training': { images: [{ quads: thin(3), scale: 0.5 }] },
  },
});
