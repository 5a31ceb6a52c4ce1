import { toLe90 } from './conversions.js';
import { buildHull, hullArea, hullX, hullY } from './convex-hull.js';
import { areUsable, largestCoordinate } from './limits.js';
import type { MinimumRectangle, OrientedBox, Points } from './types.js';

/**
 * A side counts as zero when it is at most this fraction of the largest absolute coordinate: eight units in the last
 * place, which is more than the corners of a zero-width box wander when they are rounded to float64. It is 1.8e-12 px
 * at coordinate 1000 and 1.8e-8 px at 1e7; a real side is never that small.
 */
export const zeroSideTolerance = 2 ** -49;

/** Areas this close, relatively, count as equal; then the longer edge wins, whose direction is known better. */
const tie = 1e-12;

/**
 * The rectangle of least area round the points, as a le90 box: rotating calipers on the convex hull in float64 (S1;
 * Toussaint 1983). Points on one line give a segment with its two ends, points in one place a point; both within
 * `zeroSideTolerance`, and exactly so for integer coordinates. Never throws.
 */
export function minimumAreaRectangle(points: Points): MinimumRectangle {
  if (points.length < 2 || !areUsable(points)) return { kind: 'none' };
  const count = buildHull(points);
  const tolerance = zeroSideTolerance * largestHullCoordinate(count);
  if (count > 2) {
    const box = smallestCaliperBox(count);
    if (box.h > tolerance) return { kind: 'rectangle', box };
  }
  const [i, j] = farthestCorners(count);
  const [x1, y1, x2, y2] = [hullX[i], hullY[i], hullX[j], hullY[j]];
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
  return Math.min(1, hullArea(points) / (rectangle.box.w * rectangle.box.h));
}

/** One side of the least rectangle lies on an edge of the hull; each edge is tried, with its three other supports. */
function smallestCaliperBox(count: number): OrientedBox {
  let leastArea = Infinity;
  let edgeLength = 0;
  let cx = 0;
  let cy = 0;
  let w = 0;
  let h = 0;
  let theta = 0;
  // Farthest corner along the edge, away from it, and against it: each only ever moves on round the hull.
  let far = 1;
  let deep = 1;
  let near = 1;
  for (let i = 0; i < count; i++) {
    const x = hullX[i];
    const y = hullY[i];
    const edgeX = hullX[(i + 1) % count] - x;
    const edgeY = hullY[(i + 1) % count] - y;
    const length = Math.sqrt(edgeX * edgeX + edgeY * edgeY);
    if (length * largestCoordinate < 1) continue;
    const ux = edgeX / length;
    const uy = edgeY / length;
    far = climb(Math.max(far, i + 1), i, count, ux, uy);
    deep = climb(Math.max(deep, far), i, count, -uy, ux);
    near = climb(Math.max(near, deep), i, count, -ux, -uy);
    const end = reach(far, i, count, ux, uy);
    const start = -reach(near, i, count, -ux, -uy);
    const depth = reach(deep, i, count, -uy, ux);
    const area = (end - start) * depth;
    if (area > leastArea * (1 + tie) || (area >= leastArea * (1 - tie) && length <= edgeLength)) continue;
    leastArea = area;
    edgeLength = length;
    w = end - start;
    h = depth;
    cx = x + (ux * (start + end) - uy * depth) / 2;
    cy = y + (uy * (start + end) + ux * depth) / 2;
    theta = Math.atan2(uy, ux);
  }
  return toLe90({ cx, cy, w, h, theta });
}

/** The corner at or after `from`, but not past corner i once round, that lies farthest in the direction (ux, uy). */
function climb(from: number, i: number, count: number, ux: number, uy: number): number {
  let corner = from;
  while (corner < i + count && reach(corner + 1, i, count, ux, uy) >= reach(corner, i, count, ux, uy)) corner++;
  return corner;
}

/** How far a corner lies from corner i in the direction (ux, uy). */
function reach(corner: number, i: number, count: number, ux: number, uy: number): number {
  const k = corner % count;
  return ux * (hullX[k] - hullX[i]) + uy * (hullY[k] - hullY[i]);
}

function farthestCorners(count: number): [number, number] {
  let pair: [number, number] = [0, 0];
  let longest = 0;
  for (let i = 0; i < count; i++) {
    for (let j = i + 1; j < count; j++) {
      const distance = Math.hypot(hullX[j] - hullX[i], hullY[j] - hullY[i]);
      if (distance <= longest) continue;
      longest = distance;
      pair = [i, j];
    }
  }
  return pair;
}

function largestHullCoordinate(count: number): number {
  let largest = 0;
  for (let i = 0; i < count; i++) largest = Math.max(largest, Math.abs(hullX[i]), Math.abs(hullY[i]));
  return largest;
}
