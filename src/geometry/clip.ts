import { boundsOf, horizontalToQuad } from './conversions.js';
import { convexHull } from './convex-hull.js';
import { areUsable } from './limits.js';
import { minimumAreaRectangle } from './minimum-rectangle.js';
import { polygonArea, turn } from './polygon.js';
import type { Points } from './types.js';

/**
 * The part of a polygon that lies inside a convex one, as a flat list of corners, empty where nothing is left
 * (Sutherland and Hodgman 1974). `clip` is taken as its convex hull, in any order. Parts of a concave polygon stay
 * joined along the border of the clip, which changes no area. Non-finite input gives an empty list.
 */
export function clipPolygon(points: Points, clip: Points): number[] {
  if (!areUsable(points) || !areUsable(clip)) return [];
  const border = convexHull(clip);
  if (border.length < 6) return [];
  let polygon = Array.from(points);
  for (let i = 0; i < border.length && polygon.length > 0; i += 2) {
    const j = (i + 2) % border.length;
    polygon = keepInside(polygon, border[i], border[i + 1], border[j], border[j + 1]);
  }
  return polygon;
}

/** The part of a polygon inside an image of `width` × `height` pixels, whose corners are (0, 0) and (width, height). */
export function clipToImage(points: Points, width: number, height: number): number[] {
  return clipPolygon(points, horizontalToQuad({ xmin: 0, ymin: 0, xmax: width, ymax: height }));
}

/**
 * How much of an object lies inside the image, in [0, 1] (V9): of the area of its convex hull; of its length where the
 * points lie on one line; 1 or 0 for a single point. 0 for non-finite coordinates.
 */
export function visibleFraction(points: Points, width: number, height: number): number {
  const rectangle = minimumAreaRectangle(points);
  if (rectangle.kind === 'none') return 0;
  if (rectangle.kind === 'point') {
    return rectangle.x >= 0 && rectangle.y >= 0 && rectangle.x <= width && rectangle.y <= height ? 1 : 0;
  }
  if (rectangle.kind === 'segment') {
    const { x1, y1, x2, y2 } = rectangle;
    const visible = boundsOf(clipToImage([x1, y1, x2, y2], width, height));
    const length = Math.hypot(visible.xmax - visible.xmin, visible.ymax - visible.ymin);
    return visible.xmax < visible.xmin ? 0 : Math.min(1, length / Math.hypot(x2 - x1, y2 - y1));
  }
  const hull = convexHull(points);
  return Math.min(1, polygonArea(clipToImage(hull, width, height)) / polygonArea(hull));
}

/** What lies on the inner side of the line from a to b, which runs clockwise round the clip. */
function keepInside(polygon: readonly number[], ax: number, ay: number, bx: number, by: number): number[] {
  const kept: number[] = [];
  const count = polygon.length;
  let px = polygon[count - 2];
  let py = polygon[count - 1];
  let before = turn(ax, ay, bx, by, px, py);
  for (let i = 0; i < count; i += 2) {
    const qx = polygon[i];
    const qy = polygon[i + 1];
    const here = turn(ax, ay, bx, by, qx, qy);
    if (before < 0 !== here < 0) {
      const t = before / (before - here);
      kept.push(px + t * (qx - px), py + t * (qy - py));
    }
    if (here >= 0) kept.push(qx, qy);
    px = qx;
    py = qy;
    before = here;
  }
  return kept;
}
