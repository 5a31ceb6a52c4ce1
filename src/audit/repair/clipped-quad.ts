import { clipToImage, cornersOf, minimumAreaRectangle, orderCorners, type Quad } from '../../geometry/index.js';

/**
 * The smallest rectangle round the part of a quad that lies in the image, or undefined where that part has no area.
 * A clipped quad may have up to eight corners; detectors learn a rectangle anyway. Pixels.
 */
export function clippedQuad(polygon: Quad, width: number, height: number): Quad | undefined {
  const rectangle = minimumAreaRectangle(clipToImage(orderCorners(polygon), width, height));
  return rectangle.kind === 'rectangle' ? cornersOf(rectangle.box) : undefined;
}
