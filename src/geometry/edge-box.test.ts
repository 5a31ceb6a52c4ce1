import { describe, expect, it } from 'vitest';
import { cornersOf, toLe135 } from './conversions.js';
import { boxFromEdges } from './edge-box.js';
import { minimumAreaRectangle } from './minimum-rectangle.js';

describe('boxFromEdges', () => {
  it('is the box itself for a rectangle', () => {
    const box = { cx: 40, cy: 30, w: 20, h: 6, theta: 2 };
    const found = boxFromEdges(cornersOf(box));
    for (const field of ['cx', 'cy', 'w', 'h', 'theta'] as const) expect(found[field]).toBeCloseTo(toLe135(box)[field]);
  });

  it('is not the minimum-area rectangle for a sheared quad (A8)', () => {
    const sheared = [0, 0, 100, 0, 101, 1.5, 1, 1.5] as const;
    const rectangle = minimumAreaRectangle(sheared);
    if (rectangle.kind !== 'rectangle') throw new Error(rectangle.kind);
    expect(rectangle.box.h).toBeLessThan(1.51); // dropped by the loader of oc and le90
    const sheared3 = boxFromEdges([0, 0, 100, 0, 103, 1.5, 3, 1.5]);
    expect(sheared3.h).toBeCloseTo(Math.hypot(3, 1.5), 12); // kept by the loader of le135
  });

  it('shows a side of zero where the first edges have none', () => {
    expect(boxFromEdges([5, 5, 15, 5, 15, 5, 5, 5])).toEqual({ cx: 10, cy: 5, w: 10, h: 0, theta: 0 });
    expect(boxFromEdges([5, 5, 5, 5, 5, 5, 5, 5])).toEqual({ cx: 5, cy: 5, w: 0, h: 0, theta: 0 });
  });
});
