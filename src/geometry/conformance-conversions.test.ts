import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  boundsOf,
  boxFromEdges,
  cornersOf,
  horizontalToOriented,
  horizontalToQuad,
  type MinimumRectangle,
  minimumAreaRectangle,
  type OrientedBox,
  orientedToHorizontal,
  polygonArea,
  type Quad,
  toLe90,
  toLe135,
  toOc,
} from './index.js';

// Values of MMRotate and mmcv; absent from a plain checkout, where these tests skip.
const vectors = new URL('../../../shared/goldens/vectors/', import.meta.url);
const missing = !existsSync(vectors);
const why = missing ? ' (skipped: no ../shared/goldens)' : '';

type Row = readonly number[];
type Version = 'oc' | 'le90' | 'le135';

interface Case {
  readonly fn: string;
  readonly op: string;
  readonly version: Version;
  readonly input: readonly Row[];
  readonly expected: readonly (Row | null)[];
  readonly pointsets: readonly Row[];
  readonly from_type: string;
  readonly to_type: string;
}

const convert: Record<Version, (box: OrientedBox) => OrientedBox> = { oc: toOc, le90: toLe90, le135: toLe135 };

function cases(name: string, wanted: string): readonly Case[] {
  if (missing) return [];
  const { cases } = JSON.parse(readFileSync(new URL(`${name}.json`, vectors), 'utf8')) as { cases: Case[] };
  const found = cases.filter(({ fn, op }) => fn === wanted || op === wanted);
  if (found.length === 0) throw new Error(`${name} has no ${wanted}`);
  return found;
}

const transforms = (fn: string) => cases('golden_mmrotate034_transforms', fn);

function box([cx, cy, w, h, theta]: Row): OrientedBox {
  return { cx, cy, w, h, theta };
}

function rectangleOf(points: Row): OrientedBox {
  const rectangle: MinimumRectangle = minimumAreaRectangle(points);
  if (rectangle.kind !== 'rectangle') throw new Error(`a ${rectangle.kind}`);
  return rectangle.box;
}

/** The goldens' own tolerance; their peers compute in float32. */
function expectClose(actual: Row, expected: Row): void {
  expect(actual).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) {
    expect(Math.abs(actual[i] - value), `${actual} | ${expected}`).toBeLessThan(1e-3 + 1e-4 * Math.abs(value));
  }
}

/** The same corners in any order. */
function expectSameCorners(actual: Row, expected: Row): void {
  const corners = (row: Row) => [0, 1, 2, 3].map((i) => [row[2 * i], row[2 * i + 1]]);
  for (const [x, y] of corners(expected)) {
    const nearest = Math.min(...corners(actual).map(([x2, y2]) => Math.hypot(x - x2, y - y2)));
    expect(nearest, `${actual} | ${expected}`).toBeLessThan(2e-3);
  }
}

describe.skipIf(missing)(`conversions of MMRotate 0.3.4${why}`, () => {
  it('obb2poly: cornersOf, in the same order', () => {
    const all = transforms('obb2poly');
    expect(all.map(({ version }) => version)).toEqual(['oc', 'le90', 'le135']);
    for (const { input, expected } of all) {
      for (const [i, row] of input.entries()) expectClose(cornersOf(box(row)), expected[i] as Row);
    }
  });

  it('obb2xyxy: orientedToHorizontal', () => {
    for (const { input, expected } of transforms('obb2xyxy')) {
      for (const [i, row] of input.entries()) {
        const { xmin, ymin, xmax, ymax } = orientedToHorizontal(box(row));
        expectClose([xmin, ymin, xmax, ymax], expected[i] as Row);
      }
    }
  });

  it('poly2obb of true rectangles: minimumAreaRectangle, in each convention', () => {
    let compared = 0;
    for (const { version, input, expected } of transforms('poly2obb')) {
      if (input.length < 31) continue; // degenerate ones, below
      for (const [i, quad] of input.entries()) {
        const rectangle = convert[version](rectangleOf(quad));
        const [cx, cy, w, h, theta] = expected[i] as Row;
        expectSameCorners(cornersOf(rectangle), cornersOf(box([cx, cy, w, h, theta])));
        // A square may come out turned by 90°, and a right angle at either end of the range.
        if (Math.abs(w - h) < 1e-3 || Math.abs(Math.sin(2 * theta)) < 1e-3) continue;
        expectClose([rectangle.cx, rectangle.cy, rectangle.w, rectangle.h], [cx, cy, w, h]);
        expect(Math.abs(Math.sin(rectangle.theta - theta))).toBeLessThan(1e-3);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(75);
  });

  it('poly2obb of degenerate quads: tagged or true, where the peer gives sides of zero or another rectangle', () => {
    for (const { input } of transforms('poly2obb').filter((entry) => entry.input.length === 8)) {
      expect(input.map((quad) => minimumAreaRectangle(quad).kind)).toEqual([
        'segment', // 10,10 11,10 11,10 10,10: the peer's box is 1 × 0
        'point', // all corners at 10,10: 0 × 0
        'segment', // DIOR-R 162,329 162,330: 1 × 0
        'rectangle',
        'rectangle',
        'rectangle',
        'segment', // 0,0 10,10 20,20 30,30: the peer's box is a square of 14.1 px
        'rectangle', // a bow-tie: the peer's box is 100 × 141, the corners span 100 × 100
      ]);
      expect(input.slice(3, 6).map(rectangleOf)).toEqual([
        { cx: 15, cy: 5.75, w: 20, h: 1.5, theta: 0 },
        { cx: 15, cy: 6, w: 20, h: 2, theta: 0 },
        { cx: 15, cy: 6.5, w: 20, h: 3, theta: 0 },
      ]);
      expect(rectangleOf(input[7])).toMatchObject({ cx: 50, cy: 50, w: 100, h: 100 });
    }
  });

  it.each(['oc', 'le90'] as const)('poly2obb_np, the loader of %s: minimumAreaRectangle', (version) => {
    const found = transforms('poly2obb_np').filter((entry) => entry.version === version);
    expect(found.length).toBeGreaterThan(0);
    let ties = 0;
    for (const { input, expected } of found) {
      for (const [i, quad] of input.entries()) {
        const rectangle = convert[version](rectangleOf(quad));
        const wanted = expected[i];
        if (wanted === null) {
          expect(Math.min(rectangle.w, rectangle.h)).toBeLessThan(2); // dropped there, kept here
          continue;
        }
        const area = rectangle.w * rectangle.h;
        expect(Math.abs(area - wanted[2] * wanted[3]) / area).toBeLessThan(1e-6);
        // Two rectangles of one quad can have equal areas; then either is right.
        if (Math.abs(rectangle.theta - wanted[4]) > 1e-3) ties++;
        else expectClose([rectangle.cx, rectangle.cy, rectangle.w, rectangle.h, rectangle.theta], wanted);
      }
    }
    expect(ties).toBeLessThanOrEqual(2);
  });

  it('poly2obb_np, the loader of le135: boxFromEdges', () => {
    const found = transforms('poly2obb_np').filter(({ version }) => version === 'le135');
    expect(found.length).toBeGreaterThan(0);
    for (const { input, expected } of found) {
      for (const [i, quad] of input.entries()) {
        const { cx, cy, w, h, theta } = boxFromEdges(quad as unknown as Quad);
        const wanted = expected[i];
        if (wanted === null) expect(h).toBeLessThan(2);
        else expectClose([cx, cy, w, h, theta], wanted);
      }
    }
  });

  it('makes the same corners of a box in each convention', () => {
    for (const { input } of cases('mmrotate_034_tests', 'obb2poly_np equal for oc/le135/le90')) {
      for (const row of input) {
        const corners = cornersOf(box(row));
        for (const version of ['oc', 'le90', 'le135'] as const) {
          expectSameCorners(cornersOf(convert[version](box(row))), corners);
        }
        expectClose(Object.values(boxFromEdges(corners)), Object.values(toLe135(box(row))));
      }
    }
  });
});

describe.skipIf(missing)(`conversions of MMRotate 1.x${why}`, () => {
  it('between hbox, rbox and qbox', () => {
    const converters: Record<string, (row: Row) => Row> = {
      'hbox rbox': ([xmin, ymin, xmax, ymax]) => Object.values(horizontalToOriented({ xmin, ymin, xmax, ymax })),
      'hbox qbox': ([xmin, ymin, xmax, ymax]) => horizontalToQuad({ xmin, ymin, xmax, ymax }),
      'rbox hbox': (row) => Object.values(orientedToHorizontal(box(row))),
      'rbox qbox': (row) => cornersOf(box(row)),
      'qbox hbox': (row) => Object.values(boundsOf(row)),
      'qbox rbox': (row) => Object.values(toOc(rectangleOf(row))),
    };
    const all = cases('mmrotate_1x_tests', 'convert');
    expect(all).toHaveLength(6);
    for (const { from_type, to_type, input, expected } of all) {
      const [given, wanted] = [input, expected] as unknown as [Row, Row];
      const converted = converters[`${from_type} ${to_type}`](given);
      if (to_type === 'qbox') expectSameCorners(converted, wanted);
      else expectClose(converted, wanted);
    }
  });

  it('qbox properties: area', () => {
    for (const { input, expected } of cases('mmrotate_1x_tests', 'qbox properties')) {
      expect(polygonArea(input as unknown as Row)).toBe((expected as unknown as { area: number }).area);
    }
  });
});

describe.skipIf(missing)(`rectangles of mmcv${why}`, () => {
  it('min_area_polygons', () => {
    for (const { pointsets, expected } of cases('mmcv_ops', 'min_area_polygons')) {
      for (const [i, points] of pointsets.entries())
        expectSameCorners(cornersOf(rectangleOf(points)), expected[i] as Row);
    }
  });
});
