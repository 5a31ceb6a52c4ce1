import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BoundsTree } from './bounds-tree.js';

const rectangle = fc
  .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }), fc.nat(8), fc.nat(8))
  .map(([x, y, w, h]) => [x, y, x + w, y + h]);
const rectangles = fc.array(fc.oneof({ weight: 9, arbitrary: rectangle }, fc.constant(Array(4).fill(Number.NaN))), {
  maxLength: 200,
});

function meeting(bounds: Float64Array, query: Float64Array, i: number): number[] {
  const found: number[] = [];
  for (let k = 0; k < bounds.length / 4; k++) {
    const apart =
      !(bounds[4 * k] <= query[4 * i + 2]) ||
      !(bounds[4 * k + 1] <= query[4 * i + 3]) ||
      !(bounds[4 * k + 2] >= query[4 * i]) ||
      !(bounds[4 * k + 3] >= query[4 * i + 1]);
    if (!apart) found.push(k);
  }
  return found;
}

describe('BoundsTree', () => {
  it('finds what a look at every rectangle finds, and nothing else', () => {
    fc.assert(
      fc.property(rectangles, rectangles, (stored, queries) => {
        const bounds = Float64Array.from(stored.flat());
        const query = Float64Array.from(queries.flat());
        const tree = new BoundsTree(bounds);
        for (let i = 0; i < queries.length; i++) {
          const hits = tree.search(query, i);
          expect([...tree.found.subarray(0, hits)].sort((a, b) => a - b)).toEqual(meeting(bounds, query, i));
        }
      }),
      { numRuns: 300 },
    );
  });

  it.each([0, 1, 7, 8, 9, 64, 65, 512, 513])('holds %i rectangles', (count) => {
    const bounds = Float64Array.from({ length: 4 * count }, (_, k) => (k % 4 < 2 ? 0 : 1));
    const tree = new BoundsTree(bounds);
    expect(tree.search(Float64Array.of(1, 1, 2, 2), 0)).toBe(count);
    expect(tree.search(Float64Array.of(2, 2, 3, 3), 0)).toBe(0);
  });

  it('looks at few of many', () => {
    // 100,000 rectangles on a line; comparing all pairs would take minutes.
    const count = 100_000;
    const bounds = Float64Array.from({ length: 4 * count }, (_, k) => Math.floor(k / 4) + (k % 4 < 2 ? 0 : 1.5));
    const tree = new BoundsTree(bounds);
    let hits = 0;
    for (let i = 0; i < count; i++) hits += tree.search(bounds, i);
    expect(hits).toBe(3 * count - 2);
  });
});
