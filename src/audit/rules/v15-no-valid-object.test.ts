import { describeRule, healthyBox, rectangle } from './testing.js';
import { noValidObject } from './v15-no-valid-object.js';

const segment = { polygon: [0, 0, 9, 0, 9, 0, 0, 0] } as const;
const needle = { polygon: rectangle(400, 400, 80, 0.3) };

describeRule(noValidObject, {
  silent: {
    'an image with one valid object': { images: [{ objects: [segment, {}] }] },
    'an image without objects': { images: [{ objects: [] }] },
    'a difficult object that is trained on': { images: [{ objects: [{ difficulty: 2 }] }] },
  },
  reasons: {
    'all-invalid': [
      { images: [{ objects: [segment, needle] }], values: { objects: 2 } },
      { images: [{ quads: [[Number.NaN, 0, 9, 0, 9, 9, 0, 9]] }] },
    ],
    'all-ignored': { images: [{ objects: [segment, { polygon: healthyBox, difficulty: 101 }] }] },
  },
});
