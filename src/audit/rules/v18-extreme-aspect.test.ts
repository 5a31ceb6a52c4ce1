import { describeRule, rectangle } from './testing.js';
import { extremeAspect } from './v18-extreme-aspect.js';

const sliver = (aspect: number) => [{ quads: [rectangle(400, 400, 0.1 * aspect, 0.1)] }];

describeRule(extremeAspect, {
  silent: {
    'an aspect of two hundred': { images: sliver(199.9) },
    'a segment, which is V1': { images: [{ quads: [[0, 0, 9, 0, 9, 0, 0, 0]] }] },
    'an impossible coordinate, which is V6': { images: [{ quads: [rectangle(4e5, 4e5, 6e5, 1)] }] },
  },
  reasons: {
    'sign-flips': { images: sliver(6000) },
    'gaussian-losses': { images: sliver(1500) },
    sliver: { images: sliver(250) },
  },
});
