import { toLe135 } from './conversions.js';
import type { OrientedBox, Quad } from './types.js';

/**
 * The box that MMRotate 0.3.4 makes of a quad for its le135 detectors (A8): the lengths of the first two edges as
 * sides, the direction of the longer one, the middle of corners 1 and 3 as centre; le135, theta in [-π/4, 3π/4). For a
 * sheared quad this is not the minimum-area rectangle, and a side may be 0. (`poly2obb_np_le135`; it drops a box with a
 * side below 2 px, which is left to the caller here.)
 */
export function boxFromEdges(quad: Quad): OrientedBox {
  const [x1, y1, x2, y2, x3, y3, x4, y4] = quad;
  const first = Math.hypot(x2 - x1, y2 - y1);
  const second = Math.hypot(x3 - x2, y3 - y2);
  const theta = first > second ? Math.atan2(y2 - y1, x2 - x1) : Math.atan2(y4 - y1, x4 - x1);
  return toLe135({
    cx: (x1 + x3) / 2,
    cy: (y1 + y3) / 2,
    w: Math.max(first, second),
    h: Math.min(first, second),
    theta,
  });
}
