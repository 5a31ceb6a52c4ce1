import { rotatedIou } from '../../geometry/index.js';
import type { AreaShape } from './shapes.js';

/** Two shapes of one image that overlap almost wholly; `earlier` comes first in the file. */
export interface NearDuplicates {
  readonly earlier: AreaShape;
  readonly later: AreaShape;
  readonly iou: number;
}

/**
 * Visits the pairs of shapes, in file order, whose rotated IoU is at least `threshold` (> 0); in no particular order.
 * Where `visit` says that the later one is settled, it is compared no further, so that thousands of copies of one box
 * cost no more than other boxes.
 *
 * A sweep over sorted centres, since high overlap leaves little room between them: it runs for every image of millions
 * of objects, most of which are close to others but equal to none.
 */
export function visitNearDuplicates(
  shapes: readonly AreaShape[],
  threshold: number,
  visit: (pair: NearDuplicates) => boolean,
): void {
  const centres = new Float64Array(shapes.length);
  const order = new Uint32Array(shapes.length);
  for (let i = 0; i < order.length; i++) {
    centres[i] = shapes[i].rectangle.box.cx;
    order[i] = i;
  }
  order.sort((a, b) => centres[a] - centres[b]);
  // The part that two boxes share is at least a share t of either. So its centroid is within (1-t)/t half-diagonals of
  // either centre, and either box is at least t times as long as the other.
  const reach = ((1 - threshold) / threshold / 2) * (1 + Math.SQRT2 / threshold);
  const leastRatio = threshold * (1 - 1e-9);
  const settled = new Uint8Array(shapes.length);
  for (let i = 0; i < order.length; i++) {
    if (settled[order[i]] === 1) continue;
    const a = shapes[order[i]];
    const { box } = a.rectangle;
    const slack = 1e-9 * Math.max(Math.abs(box.cx), Math.abs(box.cy));
    const farthest = reach * (box.w + box.h) + slack;
    for (let j = i + 1; j < order.length && centres[order[j]] - box.cx <= farthest; j++) {
      if (settled[order[j]] === 1) continue;
      const b = shapes[order[j]];
      const other = b.rectangle.box;
      if (Math.abs(other.cy - box.cy) > farthest || areaRatio(box, other) < leastRatio) continue;
      const iou = rotatedIou(box, other);
      if (iou < threshold) continue;
      const inOrder = order[i] < order[j];
      if (!visit(inOrder ? { earlier: a, later: b, iou } : { earlier: b, later: a, iou })) continue;
      settled[inOrder ? order[j] : order[i]] = 1;
      if (!inOrder) break;
    }
  }
}

function areaRatio(a: { w: number; h: number }, b: { w: number; h: number }): number {
  const ratio = (a.w * a.h) / (b.w * b.h);
  return ratio < 1 ? ratio : 1 / ratio;
}
