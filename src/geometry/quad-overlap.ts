import { boundsOf } from './conversions.js';
import { convexHull } from './convex-hull.js';
import { areUsable } from './limits.js';
import { addPlane, clippedArea, fanArea, polygonX, polygonY, reserve } from './overlap-kernel.js';
import type { Points, Quad } from './types.js';

/**
 * Intersection over union of the convex hulls of two quads, or of any two sets of points: in [0, 1], the same bits for
 * (a, b) and (b, a), exactly 1 for a quad with itself, 0 where a hull has no area or a coordinate is not finite.
 * Corners may be in any order.
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
  const areaA = areaOf(hullA);
  const areaB = areaOf(hullB);
  if (areaA === 0 || areaB === 0) return none;
  const shared = sharedArea(hullA, areaA, hullB, areaB);
  return { shared: Math.min(shared, areaA, areaB), areaA, areaB };
}

function areaOf(hull: readonly number[]): number {
  loadPolygon(hull, hull[0], hull[1]);
  return fanArea(polygonX, polygonY, hull.length / 2);
}

/** The smaller hull is cut by the larger one, whichever comes first; equal ones need no cutting. */
function sharedArea(a: readonly number[], areaA: number, b: readonly number[], areaB: number): number {
  const order = areaA - areaB || a.length - b.length || firstDifference(a, b);
  if (order === 0) return areaA;
  return order < 0 ? cutArea(a, b) : cutArea(b, a);
}

/** Difference of the first values that differ in two lists of equal length, 0 where none does. */
function firstDifference(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i] - b[i];
  return 0;
}

/** Area in px² of what the clip leaves of the polygon, in coordinates relative to the polygon's first corner. */
function cutArea(polygon: readonly number[], clip: readonly number[]): number {
  const x0 = polygon[0];
  const y0 = polygon[1];
  loadPolygon(polygon, x0, y0);
  const planes = clip.length / 2;
  let x = clip[clip.length - 2] - x0;
  let y = clip[clip.length - 1] - y0;
  for (let k = 0; k < planes; k++) {
    const nextX = clip[2 * k] - x0;
    const nextY = clip[2 * k + 1] - y0;
    addPlane(k, x, y, nextX - x, nextY - y, 0);
    x = nextX;
    y = nextY;
  }
  return clippedArea(polygon.length / 2, planes);
}

function loadPolygon(hull: readonly number[], x0: number, y0: number): void {
  for (let k = 0; 2 * k < hull.length; k++) {
    polygonX[k] = hull[2 * k] - x0;
    polygonY[k] = hull[2 * k + 1] - y0;
  }
}
