import {
  clippedArea,
  planeDirectionX,
  planeDirectionY,
  planeOffset,
  planeOriginX,
  planeOriginY,
  polygonX,
  polygonY,
} from './overlap-kernel.js';
import type { PackedBoxes } from './packed-boxes.js';

/** What an overlap is measured against: the union, or the first box alone (intersection over foreground). */
export type OverlapMode = 'iou' | 'iof';

/**
 * IoU or IoF of box i of `a` and box j of `b`, in [0, 1]; 0 where either has no area or is not finite (S9).
 * The IoU of (a, b) and of (b, a) are the same bits; that of a box with itself is exactly 1.
 */
export function overlapOf(a: PackedBoxes, i: number, b: PackedBoxes, j: number, mode: OverlapMode): number {
  const areaA = a.area[i];
  const areaB = b.area[j];
  if (areaA === 0 || areaB === 0) return 0;
  const shared = Math.min(comesFirst(a, i, b, j) ? intersection(a, i, b, j) : intersection(b, j, a, i), areaA, areaB);
  return shared / (mode === 'iof' ? areaA : areaA + areaB - shared);
}

/**
 * The smaller box is cut by the larger: its corners stay exact in its own frame, however far away or however large the
 * other is, and errors stay far below its own area. A fixed order makes the result symmetric.
 */
function comesFirst(a: PackedBoxes, i: number, b: PackedBoxes, j: number): boolean {
  if (a.area[i] !== b.area[j]) return a.area[i] < b.area[j];
  if (a.w[i] !== b.w[j]) return a.w[i] < b.w[j];
  if (a.h[i] !== b.h[j]) return a.h[i] < b.h[j];
  if (a.cx[i] !== b.cx[j]) return a.cx[i] < b.cx[j];
  if (a.cy[i] !== b.cy[j]) return a.cy[i] < b.cy[j];
  if (a.cos[i] !== b.cos[j]) return a.cos[i] < b.cos[j];
  return a.sin[i] <= b.sin[j];
}

/** Area in px² that `small` and `large` share, computed in the frame of `small`. */
function intersection(small: PackedBoxes, i: number, large: PackedBoxes, j: number): number {
  const cosI = small.cos[i];
  const sinI = small.sin[i];
  const cosJ = large.cos[j];
  const sinJ = large.sin[j];
  const dx = large.cx[j] - small.cx[i];
  const dy = large.cy[j] - small.cy[i];
  const ox = cosI * dx + sinI * dy;
  const oy = cosI * dy - sinI * dx;
  // Equal directions must give exactly 1 and 0, which cos² + sin² does not.
  const same = cosI === cosJ && sinI === sinJ;
  const cos = same ? 1 : cosI * cosJ + sinI * sinJ;
  const sin = same ? 0 : cosI * sinJ - sinI * cosJ;
  const a = small.w[i] / 2;
  const b = small.h[i] / 2;
  const halfW = large.w[j] / 2;
  const halfH = large.h[j] / 2;
  // Separated along a side of the smaller box; the clipping itself sees the other two directions.
  if (Math.abs(ox) > a + Math.abs(cos) * halfW + Math.abs(sin) * halfH) return 0;
  if (Math.abs(oy) > b + Math.abs(sin) * halfW + Math.abs(cos) * halfH) return 0;

  polygonX[0] = polygonX[3] = -a;
  polygonX[1] = polygonX[2] = a;
  polygonY[0] = polygonY[1] = -b;
  polygonY[2] = polygonY[3] = b;
  for (let k = 0; k < 4; k++) {
    planeOriginX[k] = ox;
    planeOriginY[k] = oy;
  }
  planeDirectionX[0] = cos;
  planeDirectionY[0] = sin;
  planeOffset[0] = halfH;
  planeDirectionX[1] = -cos;
  planeDirectionY[1] = -sin;
  planeOffset[1] = halfH;
  planeDirectionX[2] = sin;
  planeDirectionY[2] = -cos;
  planeOffset[2] = halfW;
  planeDirectionX[3] = -sin;
  planeDirectionY[3] = cos;
  planeOffset[3] = halfW;
  return clippedArea(4, 4);
}
