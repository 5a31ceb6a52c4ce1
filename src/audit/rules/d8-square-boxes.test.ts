import { squareBoxes } from './d8-square-boxes.js';
import { describeRule, rectangle } from './testing.js';

const image = (count: number, w: number, turn: number) => ({
  quads: Array.from({ length: count }, (_, i) => rectangle(400, 400, w, 40, turn * (0.1 + 0.01 * (i % 100)))),
});

describeRule(squareBoxes, {
  silent: {
    'elongated boxes at all angles': { images: [image(300, 60, 1)] },
    'squares that all stand upright': { images: [image(300, 40, 0)] },
    'too few squares to tell': { images: [image(199, 40, 1)] },
    'few squares among elongated boxes': { images: [image(99, 40, 1), image(101, 60, 1)] },
  },
  reasons: {
    class: {
      images: [image(150, 41, 1), image(50, 60, 1)],
      values: { name: 'ship', objects: 200, square: 150, share: 0.75 },
    },
  },
});
