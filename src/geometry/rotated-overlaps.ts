import { BoundsTree } from './bounds-tree.js';
import { type OverlapMode, overlapOf } from './box-overlap.js';
import { allocateBoxes, boundsOfBoxes, type PackedBoxes, packBoxes, packOriented } from './packed-boxes.js';
import type { Boxes, OrientedBox } from './types.js';

const pair = allocateBoxes(2);

/**
 * Intersection over union of two oriented boxes (S9): in [0, 1], the same bits for (a, b) and (b, a), exactly 1 for a
 * box with itself, 0 where a box has a side that is not positive or a value that is not finite.
 */
export function rotatedIou(a: OrientedBox, b: OrientedBox): number {
  return overlapOfPair(a, b, 'iou');
}

/** Intersection over the area of `a` (foreground), in [0, 1]; 0 where a box has no area or is not finite. */
export function rotatedIof(a: OrientedBox, b: OrientedBox): number {
  return overlapOfPair(a, b, 'iof');
}

/**
 * Overlap of every box of `a` with every box of `b`: a dense row-major matrix of a.length × b.length. Only pairs whose
 * horizontal rectangles meet are computed, with the same bits as `rotatedIou`.
 */
export function rotatedIouMatrix(a: Boxes, b: Boxes, mode: OverlapMode = 'iou'): Float64Array {
  const rows = packBoxes(a);
  const columns = packBoxes(b);
  const tree = new BoundsTree(boundsOfBoxes(columns));
  const bounds = boundsOfBoxes(rows);
  const matrix = new Float64Array(rows.count * columns.count);
  for (let i = 0; i < rows.count; i++) {
    const hits = tree.search(bounds, i);
    for (let k = 0; k < hits; k++) {
      const j = tree.found[k];
      matrix[i * columns.count + j] = overlapOf(rows, i, columns, j, mode);
    }
  }
  return matrix;
}

/** Two boxes that overlap. */
export interface OverlappingPair {
  readonly first: number;
  readonly second: number;
  readonly overlap: number;
}

/**
 * The pairs of one set of boxes whose IoU is above the threshold, each once with `first < second`, sorted. Cost grows
 * with the number of neighbours, so tens of thousands of boxes are cheap.
 */
export function overlappingPairs(boxes: Boxes, threshold = 0): OverlappingPair[] {
  const packed = packBoxes(boxes);
  return pairsOf(packed, packed, threshold, 'iou', true);
}

/** The pairs of a box of `a` and a box of `b` whose overlap is above the threshold, sorted by `first`, then `second`. */
export function overlappingPairsBetween(
  a: Boxes,
  b: Boxes,
  threshold = 0,
  mode: OverlapMode = 'iou',
): OverlappingPair[] {
  return pairsOf(packBoxes(a), packBoxes(b), threshold, mode, false);
}

function pairsOf(
  a: PackedBoxes,
  b: PackedBoxes,
  threshold: number,
  mode: OverlapMode,
  laterOnly: boolean,
): OverlappingPair[] {
  const tree = new BoundsTree(boundsOfBoxes(b));
  const bounds = boundsOfBoxes(a);
  const pairs: OverlappingPair[] = [];
  for (let first = 0; first < a.count; first++) {
    const neighbours = tree.found.subarray(0, tree.search(bounds, first)).sort();
    for (const second of neighbours) {
      if (laterOnly && second <= first) continue;
      const overlap = overlapOf(a, first, b, second, mode);
      if (overlap > threshold) pairs.push({ first, second, overlap });
    }
  }
  return pairs;
}

function overlapOfPair(a: OrientedBox, b: OrientedBox, mode: OverlapMode): number {
  packOriented(pair, 0, a);
  packOriented(pair, 1, b);
  return overlapOf(pair, 0, pair, 1, mode);
}
