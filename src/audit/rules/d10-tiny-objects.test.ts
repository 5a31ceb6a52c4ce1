import { tinyObjects } from './d10-tiny-objects.js';
import { describeRule, rectangle } from './testing.js';

const image = (count: number, side: number, scale = 1) => ({
  scale,
  quads: Array.from({ length: count }, () => rectangle(400, 400, side, side)),
});
const options = { images: 1 };

// An IoU of 0.4 with an anchor of 32 px takes 409.6 px²: a square of 20.2 px.
describeRule(tinyObjects, {
  silent: {
    'objects that reach the anchor': { options, images: [image(300, 21)] },
    'objects that training enlarges': { options, images: [image(300, 11, 2)] },
    'too few objects to tell': { options, images: [image(199, 8)] },
    'half of the objects': { options, images: [image(100, 8), image(100, 21)] },
    'a small dataset': { images: Array.from({ length: 99 }, () => image(5, 8)) },
  },
  reasons: {
    class: [
      {
        options,
        images: [image(150, 20), image(50, 21)],
        values: { name: 'ship', objects: 200, tiny: 150, share: 0.75 },
      },
      { images: Array.from({ length: 100 }, () => image(5, 40, 0.5)), values: { share: 1, anchor: 32, iou: 0.4 } },
    ],
  },
});
