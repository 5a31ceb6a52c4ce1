import type { OrientedBox, Points } from './types.js';

/**
 * Which points lie strictly inside the box: one entry per point, 1 or 0. A point on the border is outside, so a box
 * without area holds none; a non-finite point or box gives 0.
 */
export function pointsInBox(points: Points, box: OrientedBox): Uint8Array {
  const count = points.length >> 1;
  const inside = new Uint8Array(count);
  const cos = Math.cos(box.theta);
  const sin = Math.sin(box.theta);
  for (let i = 0; i < count; i++) {
    const dx = points[2 * i] - box.cx;
    const dy = points[2 * i + 1] - box.cy;
    const along = Math.abs(cos * dx + sin * dy);
    const across = Math.abs(cos * dy - sin * dx);
    inside[i] = along < box.w / 2 && across < box.h / 2 ? 1 : 0;
  }
  return inside;
}

/**
 * Which points lie strictly inside a polygon with corners in ring order (even-odd rule): one entry per point, 1 or 0.
 * A point on an edge is outside, and so is one that is not finite.
 */
export function pointsInPolygon(points: Points, polygon: Points): Uint8Array {
  const inside = new Uint8Array(points.length >> 1);
  for (let i = 0; i < inside.length; i++) inside[i] = isInside(points[2 * i], points[2 * i + 1], polygon) ? 1 : 0;
  return inside;
}

function isInside(x: number, y: number, polygon: Points): boolean {
  let odd = false;
  const count = polygon.length >> 1;
  for (let i = 0, j = count - 1; i < count; j = i++) {
    // Relative to the point: the sign of the cross product says on which side of the edge it lies.
    const ax = polygon[2 * j] - x;
    const ay = polygon[2 * j + 1] - y;
    const bx = polygon[2 * i] - x;
    const by = polygon[2 * i + 1] - y;
    const cross = ax * by - bx * ay;
    if (Number.isNaN(cross)) return false;
    if (cross === 0 && ax * bx + ay * by <= 0) return false; // on the edge
    if (ay > 0 !== by > 0 && cross > 0 === by > ay) odd = !odd;
  }
  return odd;
}
