import type { Points, Quad } from './types.js';

/**
 * Shoelace area in px². Positive where the points run clockwise on the image (y down), negative the other way; the
 * two loops of a self-crossing polygon cancel. NaN for non-finite coordinates.
 */
export function signedArea(points: Points): number {
  const count = points.length >> 1;
  if (count < 3) return 0;
  // Relative to the first point, so that a far-away polygon loses no digits.
  const x0 = points[0];
  const y0 = points[1];
  let twice = 0;
  for (let i = 1; i + 1 < count; i++) {
    const ax = points[2 * i] - x0;
    const ay = points[2 * i + 1] - y0;
    const bx = points[2 * i + 2] - x0;
    const by = points[2 * i + 3] - y0;
    twice += ax * by - bx * ay;
  }
  return twice / 2;
}

/** Absolute shoelace area in px². */
export function polygonArea(points: Points): number {
  return Math.abs(signedArea(points));
}

/** Which way round the points run on the image (y down); `none` where the signed area is zero or not a number. */
export function winding(points: Points): 'clockwise' | 'counter-clockwise' | 'none' {
  const area = signedArea(points);
  if (area > 0) return 'clockwise';
  return area < 0 ? 'counter-clockwise' : 'none';
}

/** Twice the signed area of the triangle a, b, c: positive for a clockwise turn on the image (y down). */
export function turn(ax: number, ay: number, bx: number, by: number, cx: number, cy: number): number {
  return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
}

/**
 * Whether two opposite edges of the quad cross (V7, a bow-tie). Edges that only touch or lie on one line do not count.
 */
export function isSelfCrossing(quad: Quad): boolean {
  const [ax, ay, bx, by, cx, cy, dx, dy] = quad;
  return segmentsCross(ax, ay, bx, by, cx, cy, dx, dy) || segmentsCross(bx, by, cx, cy, dx, dy, ax, ay);
}

/**
 * The corners in ring order (A7). A quad whose edges do not cross is returned as it is; a bow-tie is sorted by angle
 * round its centroid, clockwise on the image, from its first corner. (The corners of a bow-tie are always in convex
 * position, so the result is a convex ring.)
 */
export function orderCorners(quad: Quad): Quad {
  if (!isSelfCrossing(quad)) return quad;
  const mx = (quad[0] + quad[2] + quad[4] + quad[6]) / 4;
  const my = (quad[1] + quad[3] + quad[5] + quad[7]) / 4;
  const start = Math.atan2(quad[1] - my, quad[0] - mx);
  const corners = [0, 1, 2, 3].map((i) => {
    const angle = Math.atan2(quad[2 * i + 1] - my, quad[2 * i] - mx) - start;
    return { x: quad[2 * i], y: quad[2 * i + 1], angle: angle < 0 ? angle + 2 * Math.PI : angle };
  });
  corners.sort((a, b) => a.angle - b.angle);
  return corners.flatMap(({ x, y }) => [x, y]) as unknown as Quad;
}

function segmentsCross(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
  dx: number,
  dy: number,
): boolean {
  return (
    turn(ax, ay, bx, by, cx, cy) * turn(ax, ay, bx, by, dx, dy) < 0 &&
    turn(cx, cy, dx, dy, ax, ay) * turn(cx, cy, dx, dy, bx, by) < 0
  );
}
