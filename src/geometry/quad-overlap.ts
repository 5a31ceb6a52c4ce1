import { boundsOf } from './conversions.js';
import { convexHull } from './convex-hull.js';
import { areUsable } from './limits.js';
import { addPlane, clippedArea, fanArea, polygonX, polygonY, reserve } from './overlap-kernel.js';
import type { Points, Quad } from './types.js';

/**
 * Intersection over union of the convex hulls of two quads (or other point sets): in [0, 1], the same bits for (a, b) and (b, a), exactly 1
 * for a quad with itself, 0 where a hull has no area or a coordinate is not finite. Corners may be in any order.
 */
export function quadIou(a: Points, b: Points): number {
  const { shared, areaA, areaB } = overlapOfQuads(a, b);
  return shared === 0 ? 0 : shared / (areaA + areaB - shared);
}

/** Intersection over the hull area of `a` (foreground), in [0, 1]; 0 where a hull has no area or is not finite. */
export function quadIof(a: Points, b: Points): number {
  const { shared, areaA } = overlapOfQuads(a, b);
  return shared === 0 ? 0 : shared / areaA;
}

/** Rows of minX, minY, maxX, maxY round the quads; NaN for a quad with a coordinate that is not finite. */
export function boundsOfQuads(quads: readonly Quad[]): Float64Array {
  const bounds = new Float64Array(4 * quads.length);
  quads.forEach((quad, i) => {
    const { xmin, ymin, xmax, ymax } = areUsable(quad) ? boundsOf(quad) : boundsOf([Number.NaN, Number.NaN]);
    bounds.set([xmin, ymin, xmax, ymax], 4 * i);
  });
  return bounds;
}

function overlapOfQuads(a: Points, b: Points): { shared: number; areaA: number; areaB: number } {
  const none = { shared: 0, areaA: 0, areaB: 0 };
  if (!areUsable(a) || !areUsable(b)) return none;
  const hullA = convexHull(a);
  const hullB = convexHull(b);
  reserve(hullA.length + hullB.length);
  const areaA = hullArea(hullA);
  const areaB = hullArea(hullB);
  if (areaA === 0 || areaB === 0) return none;
  const aFirst = areaA !== areaB ? areaA < areaB : precedes(hullA, hullB);
  const shared = aFirst ? intersection(hullA, hullB) : intersection(hullB, hullA);
  return { shared: Math.min(shared, areaA, areaB), areaA, areaB };
}

function hullArea(hull: readonly number[]): number {
  return loadPolygon(hull, hull[0], hull[1]) < 3 ? 0 : fanArea(polygonX, polygonY, hull.length / 2);
}

/** Area in px² that two hulls share; the smaller one is cut, in coordinates relative to its first corner. */
function intersection(small: readonly number[], large: readonly number[]): number {
  const x0 = small[0];
  const y0 = small[1];
  const corners = loadPolygon(small, x0, y0);
  const planes = large.length / 2;
  for (let k = 0; k < planes; k++) {
    const next = (k + 1) % planes;
    const x = large[2 * k];
    const y = large[2 * k + 1];
    addPlane(k, x - x0, y - y0, large[2 * next] - x, large[2 * next + 1] - y, 0);
  }
  return clippedArea(corners, planes);
}

function loadPolygon(hull: readonly number[], x0: number, y0: number): number {
  const corners = hull.length / 2;
  for (let k = 0; k < corners; k++) {
    polygonX[k] = hull[2 * k] - x0;
    polygonY[k] = hull[2 * k + 1] - y0;
  }
  return corners;
}

/** A fixed order of hulls of equal area, which makes the result symmetric. */
function precedes(a: readonly number[], b: readonly number[]): boolean {
  if (a.length !== b.length) return a.length < b.length;
  const differing = a.findIndex((value, i) => value !== b[i]);
  return differing === -1 || a[differing] < b[differing];
}
