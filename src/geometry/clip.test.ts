import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clipPolygon, clipToImage, visibleFraction } from './clip.js';
import { boundsOf, cornersOf } from './conversions.js';
import { hullArea } from './convex-hull.js';
import { polygonArea, signedArea } from './polygon.js';
import { quadIof } from './quad-overlap.js';
import type { Quad } from './types.js';

const image: Quad = [0, 0, 100, 0, 100, 50, 0, 50];
const boxes = fc.record({
  cx: fc.double({ min: -50, max: 150, noNaN: true }),
  cy: fc.double({ min: -50, max: 100, noNaN: true }),
  w: fc.double({ min: 1, max: 200, noNaN: true }),
  h: fc.double({ min: 1, max: 200, noNaN: true }),
  theta: fc.double({ min: -4, max: 4, noNaN: true }),
});

describe('clipPolygon and clipToImage', () => {
  it('leave a polygon that lies inside as it is', () => {
    expect(clipToImage([10, 10, 90, 10, 90, 40, 10, 40], 100, 50)).toEqual([10, 10, 90, 10, 90, 40, 10, 40]);
    expect(clipToImage([0, 0, 100, 0, 100, 50, 0, 50], 100, 50)).toHaveLength(8);
  });

  it('cut at the border and keep the direction', () => {
    expect(clipToImage([-10, 10, 20, 10, 20, 20, -10, 20], 100, 50)).toEqual([0, 10, 20, 10, 20, 20, 0, 20]);
    expect(signedArea(clipToImage([-10, 10, -10, 20, 20, 20, 20, 10], 100, 50))).toBe(-200);
    expect(polygonArea(clipToImage([-1000, -1000, 1000, -1000, 1000, 1000, -1000, 1000], 100, 50))).toBe(5000);
  });

  it('leave nothing of a polygon outside, of non-finite input, and of an image without area', () => {
    expect(clipToImage([200, 10, 220, 10, 220, 20, 200, 20], 100, 50)).toEqual([]);
    expect(clipToImage([0, 0, 1, 0, Number.NaN, 1], 100, 50)).toEqual([]);
    expect(clipToImage([0, 0, 1, 0, 1, Infinity], 100, 50)).toEqual([]);
    expect(clipToImage([0, 0, 1, 0, 1, 1], Number.NaN, 50)).toEqual([]);
    expect(clipToImage([0, 0, 1, 0, 1, 1], 0, 50)).toEqual([]);
    expect(clipToImage([], 100, 50)).toEqual([]);
  });

  it('keep the area of the parts of a concave polygon', () => {
    const hook = [10, -20, 40, -20, 40, 30, 30, 30, 30, -10, 20, -10, 20, 30, 10, 30];
    expect(polygonArea(clipToImage(hook, 100, 50))).toBe(600);
  });

  it('stay inside the clip and share the area that quadIof finds', () => {
    fc.assert(
      fc.property(boxes, boxes, (box, other) => {
        const [quad, clip] = [cornersOf(box), cornersOf(other)];
        const rest = clipPolygon(quad, clip);
        const area = polygonArea(quad);
        expect(polygonArea(rest) / area).toBeCloseTo(quadIof(quad, clip), 10);
        if (rest.length > 0) expect(hullArea([...rest, ...clip])).toBeCloseTo(polygonArea(clip), 6);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('visibleFraction', () => {
  it('is the part of the hull inside the image', () => {
    expect(visibleFraction([-10, 10, 30, 10, 30, 20, -10, 20], 100, 50)).toBe(0.75);
    expect(visibleFraction(image, 100, 50)).toBe(1);
    expect(visibleFraction([200, 10, 220, 10, 220, 20, 200, 20], 100, 50)).toBe(0);
    // A bow-tie counts as its hull.
    expect(visibleFraction([-10, 0, 10, 0, -10, 10, 10, 10], 100, 50)).toBe(0.5);
    fc.assert(
      fc.property(boxes, (box) => {
        const fraction = visibleFraction(cornersOf(box), 100, 50);
        expect(fraction).toBeCloseTo(quadIof(cornersOf(box), image), 10);
        expect(fraction >= 0 && fraction <= 1).toBe(true);
      }),
    );
  });

  it('is the part of the length of a line, and all or nothing of a point', () => {
    expect(visibleFraction([-30, 10, 10, 10, -30, 10, -10, 10], 100, 50)).toBe(0.25);
    expect(visibleFraction([10, 10, 20, 20, 30, 30, 10, 10], 100, 50)).toBe(1);
    expect(visibleFraction([-10, -10, -20, -20, -30, -30, -10, -10], 100, 50)).toBe(0);
    expect(visibleFraction([5, 5, 5, 5, 5, 5, 5, 5], 100, 50)).toBe(1);
    expect(visibleFraction([5, 55, 5, 55, 5, 55, 5, 55], 100, 50)).toBe(0);
  });

  it('is 0 for what is not finite', () => {
    expect(visibleFraction([5, 5, 15, 5, 15, Number.NaN, 5, 15], 100, 50)).toBe(0);
    expect(visibleFraction([], 100, 50)).toBe(0);
    expect(visibleFraction([5, 5, 15, 5, 15, 15, 5, 15], Number.NaN, 50)).toBe(0);
  });

  it('never leaves [0, 1], wherever the object lies', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: false }), { minLength: 8, maxLength: 8 }),
        fc.double({ min: 0, max: 1e5, noNaN: true }),
        (points, size) => {
          const fraction = visibleFraction(points, size, size);
          expect(fraction >= 0 && fraction <= 1).toBe(true);
          expect(clipToImage(points, size, size).every(Number.isFinite)).toBe(true);
        },
      ),
      { numRuns: 5000 },
    );
    const bounds = boundsOf(clipToImage([-1e70, -1e70, 1e70, 3, 7, 1e70], 100, 50));
    expect(bounds.xmin).toBeGreaterThanOrEqual(0);
    expect(bounds.xmax).toBeLessThanOrEqual(100);
  });
});
