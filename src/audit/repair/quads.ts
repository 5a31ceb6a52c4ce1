import type { Finding } from '../../foundation/finding.js';
import { clipToImage, cornersOf, minimumAreaRectangle, orderCorners, type Quad } from '../../geometry/index.js';

/** The corners in ring order (A7). */
export function orderedQuad(polygon: Quad): Quad {
  return orderCorners(polygon);
}

/**
 * The smallest rectangle round the part of a quad that lies in the image, or undefined where that part has no area.
 * A clipped quad may have up to eight corners; detectors learn a rectangle anyway. Pixels.
 */
export function clippedQuad(polygon: Quad, width: number, height: number): Quad | undefined {
  const rectangle = minimumAreaRectangle(clipToImage(orderCorners(polygon), width, height));
  return rectangle.kind === 'rectangle' ? cornersOf(rectangle.box) : undefined;
}

/** The corners of a box whose angle was written in degrees where radians belong (V13). */
export function quadInRadians(box: NonNullable<Finding['rectangle']>): Quad {
  return cornersOf({ ...box, theta: (box.theta * Math.PI) / 180 });
}
