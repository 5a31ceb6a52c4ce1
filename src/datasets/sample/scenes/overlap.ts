import { rotatedIou } from '../../../geometry/index.js';

/** A rectangle on the ground: metres, `heading` in radians clockwise along its length. */
export interface PlacedBox {
  readonly u: number;
  readonly v: number;
  readonly length: number;
  readonly width: number;
  readonly heading: number;
}

/** Whether two rectangles share any area. */
export function overlaps(a: PlacedBox, b: PlacedBox): boolean {
  const reach = (Math.hypot(a.length, a.width) + Math.hypot(b.length, b.width)) / 2;
  if ((b.u - a.u) ** 2 + (b.v - a.v) ** 2 >= reach * reach) return false;
  return rotatedIou(orientedBox(a), orientedBox(b)) > 0;
}

function orientedBox({ u, v, length, width, heading }: PlacedBox) {
  return { cx: u, cy: v, w: length, h: width, theta: heading };
}
