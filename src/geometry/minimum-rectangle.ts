import { toLe90 } from './conversions.js';
import { convexHull } from './convex-hull.js';
import { areUsable } from './limits.js';
import { polygonArea } from './polygon.js';
import type { MinimumRectangle, OrientedBox, Points } from './types.js';

/**
 * A side counts as zero when it is at most this fraction of the largest absolute coordinate: eight units in the last
 * place, which is what the corners of a zero-width box wander when they are rounded to float64. It is 1.8e-12 px at
 * coordinate 1000 and 1.8e-8 px at 1e7; a real side is never that small.
 */
export const zeroSideTolerance = 2 ** -49;

/**
 * The rectangle of least area round the points, as a le90 box: rotating calipers on the convex hull in float64 (S1;
 * Toussaint 1983). Points on one line give a segment with its two ends, points in one place a point; both within
 * `zeroSideTolerance`, and exactly so for integer coordinates. Never throws.
 */
export function minimumAreaRectangle(points: Points): MinimumRectangle {
  if (points.length < 2 || !areUsable(points)) return { kind: 'none' };
  const hull = convexHull(points);
  const box = hull.length > 4 ? smallestCaliperBox(hull) : undefined;
  const tolerance = zeroSideTolerance * largestAbsolute(hull);
  if (box !== undefined && box.h > tolerance) return { kind: 'rectangle', box };
  const [x1, y1, x2, y2] = farthestPair(hull);
  if (Math.hypot(x2 - x1, y2 - y1) > tolerance) return { kind: 'segment', x1, y1, x2, y2 };
  return { kind: 'point', x: x1, y: y1 };
}

/**
 * Area of the convex hull over the area of the minimum-area rectangle, in [0, 1] (V8): 1 for a rectangle, 0.5 for a
 * triangle, 0 where the points span no area.
 */
export function rectangularity(points: Points): number {
  const rectangle = minimumAreaRectangle(points);
  if (rectangle.kind !== 'rectangle') return 0;
  return Math.min(1, polygonArea(convexHull(points)) / (rectangle.box.w * rectangle.box.h));
}

/** One side of the least rectangle lies on an edge of the hull; each edge is tried, with its three other supports. */
function smallestCaliperBox(hull: readonly number[]): OrientedBox {
  const count = hull.length / 2;
  const originX = hull[0];
  const originY = hull[1];
  const x = Float64Array.from({ length: count }, (_, i) => hull[2 * i] - originX);
  const y = Float64Array.from({ length: count }, (_, i) => hull[2 * i + 1] - originY);
  let best: OrientedBox | undefined;
  let far = 1; // farthest along the edge, from it, and against it: each only ever moves on round the hull
  let deep = 1;
  let near = 1;
  for (let i = 0; i < count; i++) {
    const next = (i + 1) % count;
    const length = Math.hypot(x[next] - x[i], y[next] - y[i]);
    const ux = (x[next] - x[i]) / length;
    const uy = (y[next] - y[i]) / length;
    const along = (k: number): number => ux * (x[k % count] - x[i]) + uy * (y[k % count] - y[i]);
    const across = (k: number): number => ux * (y[k % count] - y[i]) - uy * (x[k % count] - x[i]);
    far = Math.max(far, i + 1);
    while (far < i + count && along(far + 1) >= along(far)) far++;
    deep = Math.max(deep, far);
    while (deep < i + count && across(deep + 1) >= across(deep)) deep++;
    near = Math.max(near, deep);
    while (near < i + count && along(near + 1) <= along(near)) near++;
    const w = along(far) - along(near);
    const h = across(deep);
    if (best !== undefined && w * h >= best.w * best.h) continue;
    const middle = (along(far) + along(near)) / 2;
    best = {
      cx: originX + x[i] + ux * middle - (uy * h) / 2,
      cy: originY + y[i] + uy * middle + (ux * h) / 2,
      w,
      h,
      theta: Math.atan2(uy, ux),
    };
  }
  return toLe90(best as OrientedBox);
}

function farthestPair(hull: readonly number[]): [number, number, number, number] {
  let pair: [number, number, number, number] = [hull[0], hull[1], hull[0], hull[1]];
  let longest = 0;
  for (let i = 0; i < hull.length; i += 2) {
    for (let j = i + 2; j < hull.length; j += 2) {
      const distance = Math.hypot(hull[j] - hull[i], hull[j + 1] - hull[i + 1]);
      if (distance <= longest) continue;
      longest = distance;
      pair = [hull[i], hull[i + 1], hull[j], hull[j + 1]];
    }
  }
  return pair;
}

function largestAbsolute(values: readonly number[]): number {
  return values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
}
