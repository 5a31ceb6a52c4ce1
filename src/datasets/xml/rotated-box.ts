import { cornersOf, minimumAreaRectangle, wrapAngle } from '../../geometry/index.js';
import type { OrientedBox, Quad } from '../../geometry/types.js';
import type { ReadObject } from './image.js';
import type { ObjectFields } from './object-fields.js';

/** Decimals at which an angle moves the corner of a box 10,000 px long by less than a millionth of a pixel. */
export const angleDecimals = 10;

/**
 * A box of centre, sides and angle as written, with its corners; undefined, with a problem, where an element is missing
 * or bad.
 *
 * @param elements paths of cx, cy, w, h and the angle in radians, clockwise on the image
 */
export function readRotatedBox(
  fields: ObjectFields,
  elements: readonly string[],
): Pick<ReadObject, 'polygon' | 'written'> | undefined {
  const values = fields.numbers(elements);
  if (values === undefined) return undefined;
  const [cx, cy, w, h, theta] = values;
  const box: OrientedBox = { cx, cy, w, h, theta };
  return { polygon: cornersOf(box), written: { kind: 'rotated', ...box } };
}

/**
 * The minimum-area rectangle of a quad, in le90. A quad without area keeps its place and length with sides of 0, so
 * that it is not lost (V1); undefined for one with a coordinate that is not finite.
 */
export function rectangleRound(polygon: Quad): OrientedBox | undefined {
  const rectangle = minimumAreaRectangle(polygon);
  switch (rectangle.kind) {
    case 'rectangle':
      return rectangle.box;
    case 'segment': {
      const { x1, y1, x2, y2 } = rectangle;
      const theta = wrapAngle(Math.atan2(y2 - y1, x2 - x1), Math.PI, -Math.PI / 2);
      return { cx: (x1 + x2) / 2, cy: (y1 + y2) / 2, w: Math.hypot(x2 - x1, y2 - y1), h: 0, theta };
    }
    case 'point':
      return { cx: rectangle.x, cy: rectangle.y, w: 0, h: 0, theta: 0 };
    case 'none':
      return undefined;
  }
}

/** Of the two ways to state a rectangle, the one whose sides are nearer to some others; its angle in [start, start + π). */
export function asStated(box: OrientedBox, near: Pick<OrientedBox, 'w' | 'h'>, start: number): OrientedBox {
  const { cx, cy, w, h, theta } = box;
  const swapped = Math.abs(w - near.h) + Math.abs(h - near.w) < Math.abs(w - near.w) + Math.abs(h - near.h);
  return swapped
    ? { cx, cy, w: h, h: w, theta: wrapAngle(theta + Math.PI / 2, Math.PI, start) }
    : { cx, cy, w, h, theta: wrapAngle(theta, Math.PI, start) };
}
