import { aspectOutlier } from './d4-aspect-outlier.js';
import { describeRule, rectangle } from './testing.js';

const usual = Array.from({ length: 150 }, (_, i) => rectangle(400, 400, 80 + (i % 9), 20, i));

describeRule(aspectOutlier, {
  silent: {
    'a class of one shape': { images: [{ quads: usual }] },
    'an object of another size': { images: [{ quads: [...usual, rectangle(400, 400, 400, 100)] }] },
  },
  reasons: {
    low: { images: [{ quads: [...usual, rectangle(400, 400, 30, 30)] }], values: { value: 1, count: 1 } },
    high: {
      images: [{ quads: [...usual, rectangle(400, 400, 400, 20)] }],
      values: { count: 1 },
      report: { line: 151 },
    },
  },
});
