import { describe, expect, it } from 'vitest';
import {
  overlappingPairs,
  overlappingPairsBetween,
  rotatedIof,
  rotatedIou,
  rotatedIouMatrix,
} from './rotated-overlaps.js';
import type { OrientedBox } from './types.js';

function box(cx: number, cy: number, w: number, h: number, theta = 0): OrientedBox {
  return { cx, cy, w, h, theta };
}

function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
}

/** Boxes that crowd an image, with some that have no area or are not finite, and one that covers everything. */
function crowd(count: number, seed: number): OrientedBox[] {
  const random = generator(seed);
  const boxes = Array.from({ length: count }, () =>
    box(random() * 500, random() * 500, 60 * random(), 60 * random(), 7 * random()),
  );
  boxes[3] = box(10, 10, 0, 5);
  boxes[5] = box(10, 10, 5, Number.NaN);
  boxes[7] = box(Infinity, 10, 5, 5);
  boxes[9] = box(250, 250, 1e6, 1e6, 0.3);
  boxes[11] = box(1e18, 250, 10, 10);
  boxes[13] = boxes[12];
  return boxes;
}

describe('rotatedIou and rotatedIof', () => {
  it('measure plain overlaps', () => {
    expect(rotatedIou(box(0, 0, 10, 10), box(5, 0, 10, 10))).toBeCloseTo(1 / 3, 15);
    expect(rotatedIou(box(0, 0, 10, 10), box(0, 0, 10, 5))).toBe(0.5);
    expect(rotatedIof(box(0, 0, 10, 10), box(0, 0, 10, 5))).toBe(0.5);
    expect(rotatedIof(box(0, 0, 10, 5), box(0, 0, 10, 10))).toBe(1);
    expect(rotatedIou(box(0, 0, 1, 1), box(0, 0, 1, 1, Math.PI / 4))).toBeCloseTo(Math.SQRT1_2, 15);
  });

  it('are 0 for boxes that only touch or lie apart', () => {
    expect(rotatedIou(box(0, 0, 10, 10), box(10, 0, 10, 10))).toBe(0);
    expect(rotatedIou(box(0, 0, 10, 10), box(10, 10, 10, 10))).toBe(0);
    expect(rotatedIou(box(0, 0, 100, 1, 0.5), box(20, -20, 100, 1, 0.5))).toBe(0);
  });

  it('are 0 for boxes without area and boxes that are not finite (I1, I3)', () => {
    const good = box(0, 0, 10, 10);
    for (const bad of [0, -5, Number.NaN, Infinity, -Infinity, 1e-80, 1e80]) {
      expect(rotatedIou(good, { ...good, w: bad })).toBe(0);
      expect(rotatedIof({ ...good, h: bad }, good)).toBe(0);
      expect(rotatedIou({ ...good, w: bad }, { ...good, w: bad })).toBe(0);
    }
    for (const bad of [Number.NaN, Infinity, -Infinity]) {
      expect(rotatedIou(good, { ...good, cx: bad })).toBe(0);
      expect(rotatedIou({ ...good, cy: bad }, { ...good, cy: bad })).toBe(0);
      expect(rotatedIou(good, { ...good, theta: bad })).toBe(0);
    }
    expect(rotatedIou(box(-5, -5, -3, -3), box(-5, -5, -3, -3))).toBe(0); // the peers say 0.4
  });

  it('hold for needles, 1e-7 px wide and 1e4 px long', () => {
    const needle = box(0, 0, 1e4, 1e-7, 0.7);
    expect(rotatedIou(needle, needle)).toBe(1);
    expect(rotatedIou(box(0, 0, 1e4, 1e-7), box(0, 3e-8, 1e4, 1e-7))).toBeCloseTo(0.7 / 1.3, 10);
    expect(rotatedIou(needle, { ...needle, h: 2e-7 })).toBeCloseTo(0.5, 14);
    expect(rotatedIou(needle, { ...needle, w: 2.5e3 })).toBeCloseTo(0.25, 14);
    expect(rotatedIof(needle, box(0, 0, 1e5, 1e5, -0.3))).toBe(1);
    // Crossing at right angles they share a square of 1e-14 px², found to an ulp of the needle's own 1e-3 px².
    const crossing = rotatedIou(needle, { ...needle, theta: 0.7 + Math.PI / 2 });
    expect(Math.abs(crossing - 1e-14 / (2e-3 - 1e-14))).toBeLessThan(1e-16);
    // Shifted along itself by half its length, its middle in float64.
    const shifted = { ...needle, cx: 5e3 * Math.cos(0.7), cy: 5e3 * Math.sin(0.7) };
    expect(Math.abs(rotatedIou(needle, shifted) - 1 / 3)).toBeLessThan(2e-5); // 1 ulp of 4e3 px is 9e-6 of its width
  });

  it('hold far from the origin and beside boxes a trillion times larger', () => {
    const far = 1e7;
    expect(rotatedIou(box(far, -far, 1, 1, 1), box(far, -far, 1, 0.5, 1))).toBe(0.5);
    expect(rotatedIou(box(far, far, 2, 2), box(far + 1, far, 2, 2))).toBeCloseTo(1 / 3, 15);
    expect(rotatedIof(box(3, 4, 1e-7, 1e-7, 0.2), box(0, 0, 1e7, 1e7, 0.9))).toBe(1);
    expect(rotatedIou(box(160, 153, 230, 23, 0.65), box(-1.1e17, 1.4e18, 1000, 1000, -28))).toBe(0);
  });
});

describe('matrices and pairs', () => {
  const a = crowd(300, 1);
  const b = crowd(200, 2);

  it.each(['iou', 'iof'] as const)('have the bits of the single %s everywhere', (mode) => {
    const matrix = rotatedIouMatrix(a, b, mode);
    const single = mode === 'iou' ? rotatedIou : rotatedIof;
    const expected = Float64Array.from({ length: 60_000 }, (_, k) => single(a[Math.floor(k / 200)], b[k % 200]));
    expect(matrix).toEqual(expected);
    expect(expected.filter((value) => value > 0).length).toBeGreaterThan(1000);
    expect(overlappingPairsBetween(a, b, 0.2, mode)).toEqual(
      [...expected].flatMap((overlap, k) =>
        overlap > 0.2 ? [{ first: Math.floor(k / 200), second: k % 200, overlap }] : [],
      ),
    );
  });

  it('list each pair of one set once, in order', () => {
    const expected = a.flatMap((one, first) =>
      a.flatMap((other, second) => {
        const overlap = rotatedIou(one, other);
        return second > first && overlap > 0.1 ? [{ first, second, overlap }] : [];
      }),
    );
    expect(overlappingPairs(a, 0.1)).toEqual(expected);
    expect(expected).toContainEqual({ first: 12, second: 13, overlap: 1 });
  });

  it('take rows of a typed array as well', () => {
    const rows = Float64Array.from(a.flatMap(({ cx, cy, w, h, theta }) => [cx, cy, w, h, theta]));
    expect(rotatedIouMatrix(rows, b)).toEqual(rotatedIouMatrix(a, b));
    expect(overlappingPairs(new Float32Array([0, 0, 10, 10, 0, 0, 0, 10, 5, 0]))).toEqual([
      { first: 0, second: 1, overlap: 0.5 },
    ]);
    expect(() => rotatedIouMatrix(new Float64Array(7), b)).toThrow(RangeError);
  });

  it('are empty for nothing', () => {
    expect(rotatedIouMatrix([], b)).toEqual(new Float64Array(0));
    expect(rotatedIouMatrix([box(0, 0, 1, 1)], [])).toEqual(new Float64Array(0));
    expect(overlappingPairs([])).toEqual([]);
    expect(overlappingPairs([box(0, 0, 0, 0), box(0, 0, 0, 0)])).toEqual([]);
  });
});
