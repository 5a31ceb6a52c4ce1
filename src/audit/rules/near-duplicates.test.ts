import fc from 'fast-check';
import { expect, it } from 'vitest';
import { overlappingPairs } from '../../geometry/index.js';
import { type NearDuplicates, visitNearDuplicates } from './near-duplicates.js';
import { type AreaShape, spansArea } from './shapes.js';
import { imageOf, rectangle } from './testing.js';

/** All pairs, none of them settled. */
function nearDuplicates(shapes: readonly AreaShape[], threshold: number): NearDuplicates[] {
  const pairs: NearDuplicates[] = [];
  visitNearDuplicates(shapes, threshold, (pair) => {
    pairs.push(pair);
    return false;
  });
  return pairs;
}

const box = fc.record({
  cx: fc.double({ min: -50, max: 900, noNaN: true }),
  cy: fc.double({ min: -50, max: 900, noNaN: true }),
  w: fc.double({ min: 0.01, max: 300, noNaN: true }),
  h: fc.double({ min: 0.01, max: 300, noNaN: true }),
  theta: fc.double({ min: -Math.PI, max: Math.PI, noNaN: true }),
});

/** A box, and others that differ from it by a few per cent of their own size, so that many pairs are near the threshold. */
const cluster = fc
  .tuple(box, fc.array(fc.tuple(...[0, 1, 2, 3, 4].map(() => fc.double({ min: -0.08, max: 0.08, noNaN: true })))))
  .map(([first, shifts]) => [
    first,
    ...shifts.map(([cx, cy, w, h, theta]) => ({
      cx: first.cx + cx * first.w,
      cy: first.cy + cy * first.h,
      w: first.w * (1 + w),
      h: first.h * (1 + h),
      theta: first.theta + theta,
    })),
  ]);

it.each([0.5, 0.8, 0.95, 0.999])('finds every pair with an IoU of %f that a full comparison finds', (threshold) => {
  let found = 0;
  fc.assert(
    fc.property(fc.array(cluster, { maxLength: 6 }), (clusters) => {
      const quads = clusters.flat().map(({ cx, cy, w, h, theta }) => rectangle(cx, cy, w, h, theta));
      const shapes = imageOf({ quads }).shapes.filter(spansArea);
      const position = new Map(shapes.map((shape, i) => [shape, i]));
      const key = (first: AreaShape, second: AreaShape) => `${position.get(first)} ${position.get(second)}`;
      const swept = nearDuplicates(shapes, threshold).map(({ earlier, later }) => key(earlier, later));
      const compared = overlappingPairs(
        shapes.map(({ rectangle }) => rectangle.box),
        threshold - 1e-12,
      ).filter(({ overlap }) => overlap >= threshold);
      found += compared.length;
      expect(swept.sort()).toEqual(compared.map(({ first, second }) => `${first} ${second}`).sort());
    }),
    { numRuns: 300 },
  );
  expect(found).toBeGreaterThan(20);
});

it('finds equal boxes at any size and place', () => {
  for (const [at, side] of [
    [0, 1],
    [1e4, 0.5],
    [9e4, 300],
  ]) {
    const quads = [rectangle(at, at, side, side / 3, 0.7), rectangle(at, at, side, side / 3, 0.7)];
    const [{ earlier, later, iou }] = nearDuplicates(imageOf({ quads }).shapes.filter(spansArea), 0.999);
    expect([earlier.object.index, later.object.index]).toEqual([0, 1]);
    expect(iou).toBe(1);
  }
});

it('compares no further what is settled: copies of one box cost a visit each', () => {
  const quads = Array.from({ length: 3000 }, () => rectangle(100, 100, 40, 20, 0.3));
  let visits = 0;
  visitNearDuplicates(imageOf({ quads }).shapes.filter(spansArea), 0.95, () => {
    visits += 1;
    return true;
  });
  expect(visits).toBe(2999);
});
