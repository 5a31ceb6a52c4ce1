import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hullArea } from './convex-hull.js';
import { isSelfCrossing, orderCorners, polygonArea, signedArea, winding } from './polygon.js';
import type { Quad } from './types.js';

const square: Quad = [0, 0, 10, 0, 10, 10, 0, 10];
const counter: Quad = [0, 0, 0, 10, 10, 10, 10, 0];
const bowTie: Quad = [0, 0, 10, 0, 0, 10, 10, 10];
const concave: Quad = [0, 0, 10, 0, 2, 2, 0, 10];
const coordinate = fc.integer({ min: -50, max: 50 });
const quads = fc.tuple(...(Array(8).fill(coordinate) as [typeof coordinate])) as unknown as fc.Arbitrary<Quad>;

describe('areas and winding', () => {
  it('are positive clockwise on the image', () => {
    expect(signedArea(square)).toBe(100);
    expect(signedArea(counter)).toBe(-100);
    expect(polygonArea(counter)).toBe(100);
    expect(winding(square)).toBe('clockwise');
    expect(winding(counter)).toBe('counter-clockwise');
    expect(winding([0, 0, 1, 1, 2, 2, 3, 3])).toBe('none');
  });

  it('cancel in a bow-tie', () => {
    expect(signedArea(bowTie)).toBe(0);
    expect(winding(bowTie)).toBe('none');
  });

  it('lose nothing far away', () => {
    expect(signedArea(square.map((value) => value + 2 ** 50))).toBe(100);
  });

  it('are 0 for fewer than three points and NaN for NaN', () => {
    expect(signedArea([])).toBe(0);
    expect(signedArea([1, 2, 3, 4])).toBe(0);
    expect(signedArea([0, 0, 10, 0, Number.NaN, 10])).toBeNaN();
    expect(winding([0, 0, 10, 0, Number.NaN, 10])).toBe('none');
  });
});

describe('self-crossing', () => {
  it('is seen in a bow-tie only', () => {
    expect(isSelfCrossing(bowTie)).toBe(true);
    expect(isSelfCrossing(square)).toBe(false);
    expect(isSelfCrossing(concave)).toBe(false);
    expect(isSelfCrossing([0, 0, 5, 5, 10, 10, 5, 5])).toBe(false);
    expect(isSelfCrossing([Number.NaN, 0, 5, 5, 10, 10, 5, 5])).toBe(false);
  });
});

describe('corner order', () => {
  it('mends a bow-tie from its first corner, clockwise', () => {
    expect(orderCorners(bowTie)).toEqual(square);
  });

  it('leaves rings as they are, concave and counter-clockwise ones too', () => {
    for (const quad of [square, counter, concave]) expect(orderCorners(quad)).toBe(quad);
  });

  it('turns every crossing quad into the ring of its hull', () => {
    let crossing = 0;
    fc.assert(
      fc.property(quads, (quad) => {
        const ordered = orderCorners(quad);
        expect(isSelfCrossing(ordered)).toBe(false);
        expect(orderCorners(ordered)).toBe(ordered);
        if (ordered === quad) return;
        crossing++;
        expect(winding(ordered)).toBe('clockwise');
        expect(polygonArea(ordered)).toBeCloseTo(hullArea(quad), 9);
        expect(ordered.slice(0, 2)).toEqual(quad.slice(0, 2));
      }),
      { numRuns: 5000 },
    );
    expect(crossing).toBeGreaterThan(500);
  });
});
