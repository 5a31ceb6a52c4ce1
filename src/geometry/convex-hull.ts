import { fanArea } from './overlap-kernel.js';
import { turn } from './polygon.js';
import type { Points } from './types.js';

/** Up to this many points, sorting by insertion beats the engine's sort. */
const fewPoints = 16;

/** Corners of the hull that `buildHull` built last. */
export let hullX = new Float64Array(2 * fewPoints);
export let hullY = new Float64Array(2 * fewPoints);
let sortedX = new Float64Array(fewPoints);
let sortedY = new Float64Array(fewPoints);

/**
 * Corners of the convex hull as a flat list, clockwise on the image (y down), without repeated or collinear points.
 * One point gives one corner, collinear points give their two ends. Coordinates must be finite.
 */
export function convexHull(points: Points): number[] {
  const count = buildHull(points);
  const corners: number[] = [];
  for (let i = 0; i < count; i++) corners.push(hullX[i], hullY[i]);
  return corners;
}

/** Area of the convex hull in px²; 0 for fewer than three corners. Coordinates must be finite. */
export function hullArea(points: Points): number {
  return fanArea(hullX, hullY, buildHull(points));
}

/** Puts the corners of the hull into `hullX` and `hullY`; returns how many (Andrew's monotone chain, 1979). */
export function buildHull(points: Points): number {
  const distinct = sortPoints(points);
  if (distinct < 3) {
    for (let i = 0; i < distinct; i++) {
      hullX[i] = sortedX[i];
      hullY[i] = sortedY[i];
    }
    return distinct;
  }
  let corners = 0;
  for (let i = 0; i < distinct; i++) corners = extendChain(corners, 2, sortedX[i], sortedY[i]);
  const turning = corners + 1;
  for (let i = distinct - 2; i >= 0; i--) corners = extendChain(corners, turning, sortedX[i], sortedY[i]);
  return corners - 1; // the last corner is the first again
}

/** Appends a point after taking back those before it that do not turn clockwise, down to `least` corners. */
function extendChain(corners: number, least: number, x: number, y: number): number {
  let end = corners;
  while (end >= least && turn(hullX[end - 2], hullY[end - 2], hullX[end - 1], hullY[end - 1], x, y) <= 0) end--;
  hullX[end] = x;
  hullY[end] = y;
  return end + 1;
}

/** Puts the distinct points, by x and then y, into `sortedX` and `sortedY`; returns how many. */
function sortPoints(points: Points): number {
  const count = points.length >> 1;
  if (count > sortedX.length) {
    sortedX = new Float64Array(2 * count);
    sortedY = new Float64Array(2 * count);
    hullX = new Float64Array(4 * count);
    hullY = new Float64Array(4 * count);
  }
  if (count > fewPoints) {
    const order = Uint32Array.from({ length: count }, (_, i) => i);
    order.sort((a, b) => points[2 * a] - points[2 * b] || points[2 * a + 1] - points[2 * b + 1]);
    order.forEach((from, i) => {
      sortedX[i] = points[2 * from];
      sortedY[i] = points[2 * from + 1];
    });
  } else {
    for (let i = 0; i < count; i++) insertPoint(i, points[2 * i], points[2 * i + 1]);
  }
  let distinct = Math.min(count, 1);
  for (let i = 1; i < count; i++) {
    if (sortedX[i] === sortedX[distinct - 1] && sortedY[i] === sortedY[distinct - 1]) continue;
    sortedX[distinct] = sortedX[i];
    sortedY[distinct++] = sortedY[i];
  }
  return distinct;
}

function insertPoint(count: number, x: number, y: number): void {
  let at = count;
  while (at > 0 && (sortedX[at - 1] > x || (sortedX[at - 1] === x && sortedY[at - 1] > y))) {
    sortedX[at] = sortedX[at - 1];
    sortedY[at] = sortedY[at - 1];
    at--;
  }
  sortedX[at] = x;
  sortedY[at] = y;
}
