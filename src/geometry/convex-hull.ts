import { turn } from './polygon.js';
import type { Points } from './types.js';

/**
 * Corners of the convex hull as a flat list, clockwise on the image (y down), without repeated or collinear points
 * (Andrew's monotone chain). One point gives one corner, collinear points give their two ends. Coordinates must be
 * finite.
 */
export function convexHull(points: Points): number[] {
  const count = points.length >> 1;
  const order = Array.from({ length: count }, (_, i) => 2 * i);
  order.sort((a, b) => points[a] - points[b] || points[a + 1] - points[b + 1]);
  const hull: number[] = [];
  extendChain(points, order, hull);
  const upper: number[] = [];
  extendChain(points, order.reverse(), upper);
  if (upper.length > 4) hull.push(...upper.slice(2, -2));
  return hull;
}

/** Appends to `chain` the points that turn clockwise only, in the given order. */
function extendChain(points: Points, order: readonly number[], chain: number[]): void {
  for (const at of order) {
    const x = points[at];
    const y = points[at + 1];
    let end = chain.length;
    if (end > 0 && chain[end - 2] === x && chain[end - 1] === y) continue;
    while (end >= 4 && turn(chain[end - 4], chain[end - 3], chain[end - 2], chain[end - 1], x, y) <= 0) end -= 2;
    chain.length = end;
    chain.push(x, y);
  }
}
