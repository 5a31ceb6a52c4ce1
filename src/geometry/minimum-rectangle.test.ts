import { describe, expect, it } from 'vitest';
import { cornersOf, toLe90 } from './conversions.js';
import { hullArea } from './convex-hull.js';
import { minimumAreaRectangle, rectangularity, zeroSideTolerance } from './minimum-rectangle.js';
import type { OrientedBox, Points } from './types.js';

/** Mulberry32: uniform in [0, 1). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function boxOf(points: Points): OrientedBox {
  const rectangle = minimumAreaRectangle(points);
  if (rectangle.kind !== 'rectangle') throw new Error(`a ${rectangle.kind}`);
  return rectangle.box;
}

/** How far the points stick out of the box; negative inside. */
function excess(points: Points, box: OrientedBox): number {
  let worst = -Infinity;
  for (let i = 0; i < points.length; i += 2) {
    const dx = points[i] - box.cx;
    const dy = points[i + 1] - box.cy;
    const along = Math.abs(dx * Math.cos(box.theta) + dy * Math.sin(box.theta)) - box.w / 2;
    const across = Math.abs(dy * Math.cos(box.theta) - dx * Math.sin(box.theta)) - box.h / 2;
    worst = Math.max(worst, along, across);
  }
  return worst;
}

/** Area of the horizontal rectangle round the points after turning them by `angle`. */
function areaAt(points: Points, angle: number): number {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < points.length; i += 2) {
    const x = points[i] * Math.cos(angle) + points[i + 1] * Math.sin(angle);
    const y = points[i + 1] * Math.cos(angle) - points[i] * Math.sin(angle);
    [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
  }
  return (right - left) * (bottom - top);
}

describe('minimumAreaRectangle', () => {
  it('holds the points and is no larger than the rectangle at any angle', () => {
    const random = generator(1);
    for (let run = 0; run < 2000; run++) {
      const count = 3 + Math.floor(random() * (run % 20 === 0 ? 200 : 8));
      const stretch = 10 ** (2 * random());
      const points = Array.from({ length: 2 * count }, (_, i) => random() * 100 * (i % 2 ? 1 : stretch));
      const box = boxOf(points);
      expect(excess(points, box)).toBeLessThan(1e-9);
      expect(box.w).toBeGreaterThanOrEqual(box.h);
      expect(box.theta >= -Math.PI / 2 && box.theta < Math.PI / 2).toBe(true);
      for (let k = 0; k < 90; k++) {
        expect(box.w * box.h).toBeLessThanOrEqual(areaAt(points, (k * Math.PI) / 180) * (1 + 1e-12));
      }
    }
  });

  it('takes 40,000 collinear integer quads for segments or points, at any offset, never for rectangles', () => {
    const random = generator(2);
    const integer = (range: number) => Math.round((2 * random() - 1) * range);
    for (let run = 0; run < 40_000; run++) {
      const offset = [0, 1e4, 1e9, 2 ** 40][run % 4];
      const [x, y] = [integer(offset) + integer(1000), integer(offset) + integer(1000)];
      const [stepX, stepY] = [integer(50), integer(50)];
      const reach = run % 3 === 0 ? 1 : 100;
      const quad = [0, 1, 2, 3].flatMap(() => {
        const k = integer(reach);
        return [x + k * stepX, y + k * stepY];
      });
      const xs = [quad[0], quad[2], quad[4], quad[6]];
      const ys = [quad[1], quad[3], quad[5], quad[7]];
      const length = Math.hypot(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
      const result = minimumAreaRectangle(quad);
      if (length === 0) {
        expect(result).toEqual({ kind: 'point', x: quad[0], y: quad[1] });
      } else {
        if (result.kind !== 'segment') throw new Error(`${quad}: a ${result.kind}`);
        expect(Math.hypot(result.x2 - result.x1, result.y2 - result.y1)).toBe(length);
      }
    }
  });

  it('takes the rounded corners of boxes of zero width for segments, those of 1e-7 px for rectangles', () => {
    const random = generator(3);
    for (let run = 0; run < 100_000; run++) {
      const scale = 10 ** (7 * random());
      const box = {
        cx: (random() - 0.5) * scale,
        cy: (random() - 0.5) * scale,
        w: scale * random() ** 2 + 1e-3,
        h: 0,
        theta: (random() - 0.5) * 10,
      };
      const kind = minimumAreaRectangle(cornersOf(box)).kind;
      if (kind !== 'segment') throw new Error(`a ${kind} for ${JSON.stringify(box)}`);
      const thin = boxOf(cornersOf({ ...box, h: 1e-7 }));
      expect(Math.abs(thin.h - 1e-7)).toBeLessThanOrEqual(zeroSideTolerance * scale);
    }
  });

  it('tells a thin rectangle from a segment where float32 does not', () => {
    // Near-collinear by 1e-4 px at coordinate 8000: OpenCV gives a side of 0.
    const box = boxOf([8000, 8000, 8100, 8000, 8100, 8000.0001, 8000, 8000.0001]);
    expect(box.h).toBeCloseTo(1e-4, 10);
    expect(box.w).toBeCloseTo(100, 10);
  });

  it('moves and turns with its points', () => {
    const random = generator(4);
    for (let run = 0; run < 2000; run++) {
      const box = { cx: 0, cy: 0, w: 20 + 80 * random(), h: 1 + 18 * random(), theta: random() };
      const [dx, dy, turned] = [random() * 1e4, random() * 1e4, 6 * random()];
      const moved = { ...box, cx: dx, cy: dy, theta: box.theta + turned };
      const found = boxOf(cornersOf(moved));
      const wanted = toLe90(moved);
      expect(Math.hypot(found.cx - dx, found.cy - dy)).toBeLessThan(1e-9);
      expect(found.w).toBeCloseTo(wanted.w, 9);
      expect(found.h).toBeCloseTo(wanted.h, 9);
      expect(Math.abs(Math.sin(found.theta - wanted.theta))).toBeLessThan(1e-10);
    }
  });

  it('gives none for no points and for coordinates that are not finite or beyond 1e75', () => {
    expect(minimumAreaRectangle([])).toEqual({ kind: 'none' });
    for (const bad of [Number.NaN, Infinity, -Infinity, 1e76, Number.MAX_VALUE]) {
      for (let at = 0; at < 8; at++) {
        const quad = [0, 0, 10, 0, 10, 5, 0, 5];
        quad[at] = bad;
        expect(minimumAreaRectangle(quad)).toEqual({ kind: 'none' });
      }
    }
  });

  it('stays finite from 1e-300 to 1e75', () => {
    for (const scale of [1e75, 1e20, 1e-20, 1e-70, 1e-160, 1e-300, 5e-324]) {
      const quad = [0, 0, 10, 0, 10, 5, 0, 5].map((value) => (value / 10) * scale);
      for (const points of [quad, [0, 0, scale, 0, 0, 1], [0, 0, scale, scale, 3 * scale, 0]]) {
        const result = minimumAreaRectangle(points);
        const { kind, ...rest } = result;
        const values = Object.values(kind === 'rectangle' ? result.box : rest);
        expect(values.every(Number.isFinite), `${kind} ${scale}`).toBe(true);
        if (kind === 'rectangle') expect(result.box.h).toBeGreaterThan(0);
      }
    }
    expect(boxOf([0, 0, 1e20, 0, 1e20, 5e19, 0, 5e19])).toEqual({ cx: 5e19, cy: 2.5e19, w: 1e20, h: 5e19, theta: 0 });
  });

  it('of equal rectangles takes the one on the longer edge', () => {
    const box = boxOf([0, 0, 4, 0, 0, 3]); // on each of its edges a right triangle has a rectangle of 12 px²
    expect([box.w, box.h]).toEqual([5, 2.4]);
  });
});

describe('rectangularity', () => {
  it('is 1 for rectangles, less for others, 0 for those without area', () => {
    expect(rectangularity(cornersOf({ cx: 7, cy: 9, w: 30, h: 4, theta: 0.3 }))).toBeCloseTo(1, 12);
    expect(rectangularity([0, 0, 4, 0, 0, 3])).toBeCloseTo(0.5, 12);
    expect(rectangularity([0, 0, 10, 10, 20, 20, 5, 5])).toBe(0);
    expect(rectangularity([0, 0, Number.NaN, 10, 20, 20, 5, 5])).toBe(0);
    const random = generator(5);
    for (let run = 0; run < 2000; run++) {
      const points = Array.from({ length: 8 }, () => random() * 100);
      const value = rectangularity(points);
      const { w, h } = boxOf(points);
      expect(value).toBeGreaterThanOrEqual(0.5 - 1e-12); // a convex polygon fills at least half of it
      expect(value).toBeLessThanOrEqual(1);
      expect(value).toBeCloseTo(hullArea(points) / (w * h), 12);
    }
  });
});
