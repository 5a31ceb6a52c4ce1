import { addPlane, clippedArea, polygonX, polygonY } from './overlap-kernel.js';
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
  // Equal directions must give exactly 1 and 0, which cos² + sin² does not.
  const same = cosI === cosJ && sinI === sinJ;
  const cos = same ? 1 : cosI * cosJ + sinI * sinJ;
  const sin = same ? 0 : cosI * sinJ - sinI * cosJ;
  const absCos = Math.abs(cos);
  const absSin = Math.abs(sin);
  const a = small.w[i] / 2;
  const b = small.h[i] / 2;
  const halfW = large.w[j] / 2;
  const halfH = large.h[j] / 2;
  const dx = large.cx[j] - small.cx[i];
  const dy = large.cy[j] - small.cy[i];
  // Centre of the large box in the small one's frame: too far along either side, and the two are apart.
  const ox = cosI * dx + sinI * dy;
  if (Math.abs(ox) > a + absCos * halfW + absSin * halfH) return 0;
  const oy = cosI * dy - sinI * dx;
  if (Math.abs(oy) > b + absSin * halfW + absCos * halfH) return 0;
  // The same the other way round; here it also shows which of the large box's sides can cut the small one.
  const acrossW = Math.abs(cos * ox + sin * oy);
  const reachW = absCos * a + absSin * b;
  if (acrossW > halfW + reachW) return 0;
  const acrossH = Math.abs(cos * oy - sin * ox);
  const reachH = absSin * a + absCos * b;
  if (acrossH > halfH + reachH) return 0;

  let planes = 0;
  if (acrossW + reachW > halfW) {
    addPlane(planes++, ox, oy, sin, -cos, halfW);
    addPlane(planes++, ox, oy, -sin, cos, halfW);
  }
  if (acrossH + reachH > halfH) {
    addPlane(planes++, ox, oy, cos, sin, halfH);
    addPlane(planes++, ox, oy, -cos, -sin, halfH);
  }
  if (planes === 0) return small.area[i];
  polygonX[0] = polygonX[3] = -a;
  polygonX[1] = polygonX[2] = a;
  polygonY[0] = polygonY[1] = -b;
  polygonY[2] = polygonY[3] = b;
  return clippedArea(4, planes);
}
