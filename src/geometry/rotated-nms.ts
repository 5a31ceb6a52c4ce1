import { overlapOf } from './box-overlap.js';
import { BoxTree } from './box-tree.js';
import { packBoxes } from './packed-boxes.js';
import type { Boxes } from './types.js';

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
  const { count, cx, cy, w, h, cos } = packed;
  if (scores.length !== count) throw new RangeError(`${scores.length} scores for ${count} boxes`);
  if (labels && labels.length !== count) throw new RangeError(`${labels.length} labels for ${count} boxes`);
  const candidates: number[] = [];
  for (let i = 0; i < count; i++) {
    if ([scores[i], cx[i], cy[i], w[i], h[i], cos[i]].every(Number.isFinite)) candidates.push(i);
  }
  candidates.sort((a, b) => scores[b] - scores[a] || a - b);
  const rank = new Int32Array(count).fill(-1);
  candidates.forEach((i, position) => {
    rank[i] = position;
  });
  const tree = new BoxTree(packed);
  const suppressed = new Uint8Array(count);
  const kept: number[] = [];
  for (const i of candidates) {
    if (suppressed[i]) continue;
    kept.push(i);
    const hits = tree.search(packed, i);
    for (let k = 0; k < hits; k++) {
      const j = tree.found[k];
      if (suppressed[j] || rank[j] <= rank[i]) continue;
      if (labels && labels[j] !== labels[i]) continue;
      if (overlapOf(packed, i, packed, j, 'iou') > threshold) suppressed[j] = 1;
    }
  }
  return kept;
}
