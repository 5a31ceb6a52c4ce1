import { describeRule, healthyBox } from './testing.js';
import { crowdedImage } from './v17-crowded-image.js';

const crowd = (objects: number) => [{ quads: Array<typeof healthyBox>(objects).fill(healthyBox) }];

describeRule(crowdedImage, {
  silent: {
    'five hundred objects': { images: crowd(500) },
    'a limit that was raised': { images: crowd(501), options: { warningAbove: 1000 } },
  },
  reasons: { crowded: { images: crowd(512), values: { objects: 512, limit: 500, chance: 0.25 } } },
});
