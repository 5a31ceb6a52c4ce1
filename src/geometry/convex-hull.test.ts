import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convexHull, hullArea } from './convex-hull.js';
import { turn } from './polygon.js';

const coordinate = fc.integer({ min: -20, max: 20 }); // small, so that points repeat and line up
const points = fc.array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 40 }).map((list) => list.flat());

describe('convexHull', () => {
  it('turns clockwise at every corner and holds every point', () => {
    fc.assert(
      fc.property(points, (flat) => {
        const hull = convexHull(flat);
        const count = hull.length / 2;
        if (count < 3) return;
        const corner = (i: number) => [hull[2 * (i % count)], hull[2 * (i % count) + 1]] as const;
        for (let i = 0; i < count; i++) {
          expect(turn(...corner(i), ...corner(i + 1), ...corner(i + 2))).toBeGreaterThan(0);
          for (let k = 0; k < flat.length; k += 2) {
            expect(turn(...corner(i), ...corner(i + 1), flat[k], flat[k + 1])).toBeGreaterThanOrEqual(0);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('has only points of the input, each once', () => {
    fc.assert(
      fc.property(points, (flat) => {
        const given = new Set<string>();
        for (let k = 0; k < flat.length; k += 2) given.add(`${flat[k]} ${flat[k + 1]}`);
        const hull = convexHull(flat);
        const seen = new Set<string>();
        for (let k = 0; k < hull.length; k += 2) seen.add(`${hull[k]} ${hull[k + 1]}`);
        expect(seen.size).toBe(hull.length / 2);
        expect([...seen].every((point) => given.has(point))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('reduces one place to a corner and a line to its ends', () => {
    expect(convexHull([])).toEqual([]);
    expect(convexHull([3, 4, 3, 4, 3, 4])).toEqual([3, 4]);
    expect(convexHull([4, 8, 1, 2, 3, 6, 2, 4])).toEqual([1, 2, 4, 8]);
    expect(hullArea([4, 8, 1, 2, 3, 6, 2, 4])).toBe(0);
  });

  it('is the same for any order of the points, few or many', () => {
    const many = Array.from({ length: 100 }, (_, i) => [(i * 37) % 101, (i * 53) % 97]);
    const reversed = [...many].reverse();
    expect(convexHull(reversed.flat())).toEqual(convexHull(many.flat()));
    expect(convexHull([0, 0, 10, 10, 0, 10, 10, 0])).toEqual([0, 0, 10, 0, 10, 10, 0, 10]);
    expect(hullArea([0, 0, 10, 10, 0, 10, 10, 0])).toBe(100);
  });
});
