import { expect, it } from 'vitest';
import { describeRule, healthyBox, rectangle, reportsOf } from './testing.js';
import { duplicateBox } from './v14-duplicate-box.js';

const almost = rectangle(401, 300, 60, 20, 0.3);

describeRule(duplicateBox, {
  silent: {
    'boxes that overlap a little': { images: [{ quads: [healthyBox, rectangle(410, 300, 60, 20, 0.3)] }] },
    'what only an error is wanted for': {
      images: [
        { objects: [{ polygon: healthyBox }, { polygon: almost, className: 'plane' }] },
        { quads: [healthyBox, almost] },
      ],
      options: { errorFrom: 0.999, warningFrom: 1 },
    },
    'a single box, and none': { images: [{ quads: [healthyBox] }, { quads: [] }] },
    'equal boxes of different images': { images: [{ quads: [healthyBox] }, { quads: [healthyBox] }] },
    'equal segments, which are V1': {
      images: [
        {
          quads: [
            [0, 0, 9, 0, 9, 0, 0, 0],
            [0, 0, 9, 0, 9, 0, 0, 0],
          ],
        },
      ],
    },
  },
  reasons: {
    equal: [
      { images: [{ quads: [healthyBox, almost] }], options: { errorFrom: 0.9 } },
      {
        images: [{ quads: [healthyBox, rectangle(100, 100, 60, 20), healthyBox] }],
        values: { iou: 1, other: 0, otherLine: 1 },
        fix: { action: 'drop' },
        report: { object: expect.objectContaining({ index: 2 }) },
      },
    ],
    'almost-equal': {
      images: [{ quads: [healthyBox, almost] }],
      options: { warningFrom: 0.9 },
      fix: { action: 'manual' },
    },
    'two-classes': {
      images: [{ objects: [{ polygon: healthyBox }, { polygon: healthyBox, className: 'plane' }] }],
      values: { otherClass: 'ship' },
      fix: { action: 'manual' },
    },
  },
});

it('reports each box but the first, once', () => {
  const reports = reportsOf(duplicateBox, { images: [{ quads: [healthyBox, healthyBox, healthyBox] }] });
  expect(reports.map(({ object }) => object?.index)).toEqual([1, 2]);
});

it('prefers the duplicate of the same class, so that a repair leaves one of each', () => {
  const [ship, plane] = ['ship', 'plane'].map((className) => ({ polygon: healthyBox, className }));
  const reports = reportsOf(duplicateBox, { images: [{ objects: [ship, plane, ship, plane] }] });
  expect(reports.map(({ reason, object }) => [object?.index, reason])).toEqual([
    [1, 'two-classes'],
    [2, 'equal'],
    [3, 'equal'],
  ]);
});
