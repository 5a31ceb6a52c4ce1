import { expect, it } from 'vitest';
import { sizeOutlier } from './d3-size-outlier.js';
import { describeRule, rectangle, reportsOf } from './testing.js';

/** Boxes whose sizes are spread by a tenth round 40 px. */
const usual = (count: number) => Array.from({ length: count }, (_, i) => rectangle(400, 400, 40 + (i % 9) - 4, 40));
const image = (...sides: number[]) => ({
  quads: [...usual(400), ...sides.map((side) => rectangle(400, 400, side, side))],
});

describeRule(sizeOutlier, {
  silent: {
    'a class of one size': { images: [{ quads: usual(200) }] },
    'an object three times as large': { images: [image(120)] },
    'too few objects to tell': { images: [{ quads: [...usual(98), rectangle(400, 400, 700, 700)] }] },
    'objects that V1, V4 and V6 report': {
      images: [{ quads: [...usual(400), [0, 0, 0, 0, 0, 0, 0, 0], rectangle(9, 9, 90, 1), rectangle(9, 9, 3e5, 9)] }],
    },
    'a larger factor': { images: [image(200)], options: { factor: 10 } },
    'a class of two sizes': {
      images: [{ quads: [...usual(100), ...Array.from({ length: 100 }, () => rectangle(400, 400, 400, 400))] }],
    },
  },
  reasons: {
    low: { images: [image(9)], values: { name: 'ship', count: 1 }, report: { file: 'labelTxt/P0000.txt', line: 401 } },
    high: {
      images: [{ quads: usual(100) }, image(180)],
      values: { count: 1 },
      report: { class: 'ship', file: 'labelTxt/P0001.txt', object: expect.objectContaining({ index: 400 }) },
    },
  },
});

it('states how far off the object is', () => {
  const [{ values }] = reportsOf(sizeOutlier, { images: [image(240)] });
  expect(values?.value).toBeCloseTo(240, 9);
  expect(values?.median).toBeGreaterThan(38);
  expect(values?.median).toBeLessThan(42);
  expect(values?.times).toBeCloseTo(240 / Number(values?.median), 9);
});

it('reports the ten farthest of many, with their number, whatever the parts', () => {
  const sides = Array.from({ length: 14 }, (_, i) => 200 + 10 * i);
  const reports = reportsOf(sizeOutlier, { images: [image(...sides.slice(0, 5)), image(...sides.slice(5))] });
  const expected = sides.reverse().slice(0, 10);
  expect(reports.map(({ values }) => Math.round(Number(values?.value)))).toEqual(expected);
  expect(reports.every(({ values }) => values?.count === 14)).toBe(true);
});
