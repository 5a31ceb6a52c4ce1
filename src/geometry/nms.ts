import { BoundsTree } from './bounds-tree.js';
import { overlapOf } from './box-overlap.js';
import { areUsable, isUsable } from './limits.js';
import { boundsOfBoxes, packBoxes } from './packed-boxes.js';
import { boundsOfQuads, quadIou } from './quad-overlap.js';
import type { Boxes, Quad } from './types.js';

/**
 * Greedy rotated non-maximum suppression: the box of highest score stays and suppresses those whose IoU with it is
 * above the threshold, then the next one, and so on. With labels, boxes of different labels leave each other alone.
 * Returns the indices of the boxes that stay, by falling score; equal scores keep the order of the input. A box with a
 * score or a value that is not finite never stays; a finite box without area overlaps nothing and stays.
 * Throws a RangeError if scores or labels are not as many as boxes.
 */
export function rotatedNms(
  boxes: Boxes,
  scores: ArrayLike<number>,
  threshold: number,
  labels?: ArrayLike<number | string>,
): number[] {
  const packed = packBoxes(boxes);
  const { cx, cy, w, h, cos } = packed;
  return suppress(
    boundsOfBoxes(packed),
    (i) => isUsable(cx[i]) && isUsable(cy[i]) && isUsable(w[i]) && isUsable(h[i]) && isUsable(cos[i]),
    (i, j) => overlapOf(packed, i, packed, j, 'iou'),
    scores,
    threshold,
    labels,
  );
}

/** The same for four corners in any order, by the IoU of their convex hulls. */
export function quadNms(
  quads: readonly Quad[],
  scores: ArrayLike<number>,
  threshold: number,
  labels?: ArrayLike<number | string>,
): number[] {
  return suppress(
    boundsOfQuads(quads),
    (i) => areUsable(quads[i]),
    (i, j) => quadIou(quads[i], quads[j]),
    scores,
    threshold,
    labels,
  );
}

function suppress(
  bounds: Float64Array,
  usable: (i: number) => boolean,
  iou: (i: number, j: number) => number,
  scores: ArrayLike<number>,
  threshold: number,
  labels?: ArrayLike<number | string>,
): number[] {
  const count = bounds.length / 4;
  if (scores.length !== count) throw new RangeError(`${scores.length} scores for ${count} boxes`);
  if (labels && labels.length !== count) throw new RangeError(`${labels.length} labels for ${count} boxes`);
  const order: number[] = [];
  for (let i = 0; i < count; i++) if (Number.isFinite(scores[i]) && usable(i)) order.push(i);
  order.sort((a, b) => scores[b] - scores[a] || a - b);
  const tree = new BoundsTree(bounds);
  const settled = new Uint8Array(count); // kept or suppressed
  const kept: number[] = [];
  for (const i of order) {
    if (settled[i]) continue;
    settled[i] = 1;
    kept.push(i);
    const hits = tree.search(bounds, i);
    for (let k = 0; k < hits; k++) {
      const j = tree.found[k];
      if (settled[j] || (labels && labels[j] !== labels[i])) continue;
      if (iou(i, j) > threshold) settled[j] = 1;
    }
  }
  return kept;
}
