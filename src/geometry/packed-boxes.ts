import { isUsable, isUsableSide } from './limits.js';
import type { Boxes, OrientedBox } from './types.js';

/** 64 units in the last place. */
const boundsMargin = 2 ** -46;

/** Boxes as columns, with what the overlap of two of them needs. A box that has no area, or is not finite, has area 0. */
export interface PackedBoxes {
  readonly count: number;
  readonly cx: Float64Array;
  readonly cy: Float64Array;
  readonly w: Float64Array;
  readonly h: Float64Array;
  readonly cos: Float64Array;
  readonly sin: Float64Array;
  readonly area: Float64Array;
}

/** Number of boxes in either form. Throws a RangeError for a typed array that does not hold whole rows of five. */
function countBoxes(boxes: Boxes): number {
  if (!ArrayBuffer.isView(boxes)) return boxes.length;
  if (boxes.length % 5 !== 0) throw new RangeError(`${boxes.length} numbers are not rows of cx, cy, w, h, theta`);
  return boxes.length / 5;
}

/** Empty columns for `count` boxes. */
export function allocateBoxes(count: number): PackedBoxes {
  const column = (): Float64Array => new Float64Array(count);
  return {
    count,
    cx: column(),
    cy: column(),
    w: column(),
    h: column(),
    cos: column(),
    sin: column(),
    area: column(),
  };
}

/** Boxes as columns. */
export function packBoxes(boxes: Boxes): PackedBoxes {
  const packed = allocateBoxes(countBoxes(boxes));
  for (let i = 0; i < packed.count; i++) {
    if (ArrayBuffer.isView(boxes)) {
      const at = 5 * i;
      packBox(packed, i, boxes[at], boxes[at + 1], boxes[at + 2], boxes[at + 3], boxes[at + 4]);
    } else {
      packOriented(packed, i, boxes[i]);
    }
  }
  return packed;
}

/**
 * Rows of minX, minY, maxX, maxY round the boxes, widened by more than rounding can take away, so that they never hide
 * an overlap; NaN for a box without area.
 */
export function boundsOfBoxes(boxes: PackedBoxes): Float64Array {
  const bounds = new Float64Array(4 * boxes.count).fill(Number.NaN);
  for (let i = 0; i < boxes.count; i++) {
    if (boxes.area[i] === 0) continue;
    const cos = Math.abs(boxes.cos[i]) / 2;
    const sin = Math.abs(boxes.sin[i]) / 2;
    const halfX = cos * boxes.w[i] + sin * boxes.h[i];
    const halfY = sin * boxes.w[i] + cos * boxes.h[i];
    const reachX = halfX + (halfX + Math.abs(boxes.cx[i])) * boundsMargin;
    const reachY = halfY + (halfY + Math.abs(boxes.cy[i])) * boundsMargin;
    bounds[4 * i] = boxes.cx[i] - reachX;
    bounds[4 * i + 1] = boxes.cy[i] - reachY;
    bounds[4 * i + 2] = boxes.cx[i] + reachX;
    bounds[4 * i + 3] = boxes.cy[i] + reachY;
  }
  return bounds;
}

/** Puts one box into row i. */
export function packOriented(packed: PackedBoxes, i: number, box: OrientedBox): void {
  packBox(packed, i, box.cx, box.cy, box.w, box.h, box.theta);
}

function packBox(packed: PackedBoxes, i: number, cx: number, cy: number, w: number, h: number, theta: number): void {
  const usable = isUsable(cx) && isUsable(cy) && isUsableSide(w) && isUsableSide(h) && Number.isFinite(theta);
  packed.cx[i] = cx;
  packed.cy[i] = cy;
  packed.w[i] = w;
  packed.h[i] = h;
  packed.cos[i] = Math.cos(theta);
  packed.sin[i] = Math.sin(theta);
  packed.area[i] = usable ? w * h : 0;
}
