import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  boundsOf,
  cornersOf,
  horizontalToOriented,
  horizontalToQuad,
  hrscToOriented,
  orientedToHorizontal,
  orientedToHrsc,
  toLe90,
  toLe135,
  toOc,
  toOc1x,
} from './conversions.js';
import { minimumAreaRectangle } from './minimum-rectangle.js';
import type { OrientedBox, Points } from './types.js';

const halfPi = Math.PI / 2;
const boxes: fc.Arbitrary<OrientedBox> = fc.record({
  cx: fc.double({ min: -2000, max: 2000, noNaN: true }),
  cy: fc.double({ min: -2000, max: 2000, noNaN: true }),
  w: fc.double({ min: 0.5, max: 500, noNaN: true }),
  h: fc.double({ min: 0.5, max: 500, noNaN: true }),
  theta: fc.double({ min: -20, max: 20, noNaN: true }),
});

/** Largest distance from a corner of `a` to the nearest corner of `b`. */
function cornerDistance(a: Points, b: Points): number {
  let largest = 0;
  for (let i = 0; i < a.length; i += 2) {
    let nearest = Infinity;
    for (let j = 0; j < b.length; j += 2) nearest = Math.min(nearest, Math.hypot(a[i] - b[j], a[i + 1] - b[j + 1]));
    largest = Math.max(largest, nearest);
  }
  return largest;
}

const conventions = [
  { name: 'le90', convert: toLe90, inRange: (t: number) => t >= -halfPi && t < halfPi, longFirst: true },
  { name: 'le135', convert: toLe135, inRange: (t: number) => t >= -halfPi / 2 && t < 1.5 * halfPi, longFirst: true },
  { name: 'oc of 0.3.4', convert: toOc, inRange: (t: number) => t > 0 && t <= halfPi, longFirst: false },
  { name: 'oc of 1.x', convert: toOc1x, inRange: (t: number) => t >= -halfPi && t < 0, longFirst: false },
];

describe.each(conventions)('$name', ({ convert, inRange, longFirst }) => {
  it('is the same rectangle, in its range', () => {
    fc.assert(
      fc.property(boxes, (box) => {
        const converted = convert(box);
        expect(cornerDistance(cornersOf(box), cornersOf(converted))).toBeLessThan(1e-10);
        expect(inRange(converted.theta)).toBe(true);
        if (longFirst) expect(converted.w).toBeGreaterThanOrEqual(converted.h);
      }),
      { numRuns: 2000 },
    );
  });

  it('does not change a box that is in the convention already', () => {
    fc.assert(
      fc.property(boxes, (box) => {
        const once = convert(box);
        expect(convert(once)).toEqual(once);
      }),
    );
  });

  it('comes back from every other convention', () => {
    fc.assert(
      fc.property(boxes, fc.constantFrom(...conventions), (box, other) => {
        const there = convert(box);
        const back = convert(other.convert(there));
        expect(cornerDistance(cornersOf(there), cornersOf(back))).toBeLessThan(1e-10);
        if (box.w !== box.h && Math.abs(Math.abs(Math.sin(2 * box.theta)) - 0.5) < 0.4) {
          expect([back.w, back.h]).toEqual([there.w, there.h]); // away from the ends of the ranges
          expect(back.theta).toBeCloseTo(there.theta, 12);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('takes a non-finite angle for 0', () => {
    for (const theta of [Number.NaN, Infinity, -Infinity]) {
      const box = { cx: 3, cy: 4, w: 10, h: 5, theta };
      expect(cornerDistance(cornersOf(convert(box)), cornersOf({ ...box, theta: 0 }))).toBeLessThan(1e-12);
    }
  });

  it('ends at once for an angle of 1e300', () => {
    expect(inRange(convert({ cx: 0, cy: 0, w: 2, h: 1, theta: 1e300 }).theta)).toBe(true);
  });
});

describe('the ends of the ranges', () => {
  it.each([
    ['le90', toLe90, [20, 10, halfPi], [20, 10, -halfPi]],
    ['le90', toLe90, [10, 20, 0], [20, 10, -halfPi]],
    ['le135', toLe135, [20, 10, 1.5 * halfPi], [20, 10, -halfPi / 2]],
    ['le135', toLe135, [10, 20, 0], [20, 10, halfPi]],
    ['oc', toOc, [20, 10, 0], [10, 20, halfPi]],
    ['oc', toOc, [20, 10, halfPi], [20, 10, halfPi]],
    ['oc 1.x', toOc1x, [20, 10, 0], [10, 20, -halfPi]],
    ['oc 1.x', toOc1x, [20, 10, -halfPi], [20, 10, -halfPi]],
  ] as const)('%s %#', (_, convert, [w, h, theta], [w2, h2, theta2]) => {
    expect(convert({ cx: 1, cy: 2, w, h, theta })).toEqual({ cx: 1, cy: 2, w: w2, h: h2, theta: theta2 });
  });
});

describe('corners', () => {
  it('run clockwise from the box’s own top left, clockwise angles turning right', () => {
    expect(cornersOf({ cx: 10, cy: 20, w: 8, h: 4, theta: 0 })).toEqual([6, 18, 14, 18, 14, 22, 6, 22]);
    const turned = cornersOf({ cx: 10, cy: 20, w: 8, h: 4, theta: halfPi });
    expect(cornerDistance([12, 16, 12, 24, 8, 24, 8, 16], turned)).toBeLessThan(1e-14);
    expect(turned[0]).toBeCloseTo(12, 12);
    expect(turned[1]).toBeCloseTo(16, 12);
  });

  it('give the box back as their minimum-area rectangle', () => {
    fc.assert(
      fc.property(boxes, (box) => {
        const rectangle = minimumAreaRectangle(cornersOf(box));
        if (rectangle.kind !== 'rectangle') throw new Error(rectangle.kind);
        expect(cornerDistance(cornersOf(box), cornersOf(rectangle.box))).toBeLessThan(1e-9);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('HRSC2016 and horizontal boxes', () => {
  it('convert both ways', () => {
    fc.assert(
      fc.property(boxes, (box) => {
        const le90 = toLe90(box);
        expect(hrscToOriented(orientedToHrsc(box))).toEqual(le90);
        expect(orientedToHrsc(hrscToOriented({ ...box, angle: box.theta }))).toEqual(orientedToHrsc(box));
        const horizontal = orientedToHorizontal(box);
        const quad = cornersOf(box);
        for (const side of ['xmin', 'ymin', 'xmax', 'ymax'] as const) {
          expect(boundsOf(quad)[side]).toBeCloseTo(horizontal[side], 9);
          expect(orientedToHorizontal(horizontalToOriented(horizontal))[side]).toBeCloseTo(horizontal[side], 9);
        }
      }),
    );
  });

  it('keep a high box high', () => {
    const high = { xmin: 10, ymin: 20, xmax: 14, ymax: 40 };
    expect(horizontalToOriented(high)).toEqual({ cx: 12, cy: 30, w: 20, h: 4, theta: -halfPi });
    expect(boundsOf(horizontalToQuad(high))).toEqual(high);
  });

  it('do not hide a box without area', () => {
    expect(horizontalToOriented({ xmin: 5, ymin: 1, xmax: 5, ymax: 9 })).toMatchObject({ w: 8, h: 0 });
    expect(horizontalToOriented({ xmin: 9, ymin: 1, xmax: 5, ymax: 9 })).toMatchObject({ w: 8, h: -4 });
  });

  it('bounds of no points hold nothing, bounds of NaN are NaN', () => {
    expect(boundsOf([])).toEqual({ xmin: Infinity, ymin: Infinity, xmax: -Infinity, ymax: -Infinity });
    expect(boundsOf([1, 2, Number.NaN, 4]).xmax).toBeNaN();
  });
});
