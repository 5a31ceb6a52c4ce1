import type { OrientedBox } from '../../geometry/types.js';

/** Thresholds of mmdet's MaxIoUAssigner. */
export interface Assigner {
  /** From this IoU on, an anchor is positive. */
  readonly positive: number;
  /** From this IoU on, a ground truth's best anchors are positive whatever their IoU (`min_pos_iou`). */
  readonly lowQuality: number;
}

/** Which anchors learn from a ground truth, were it alone in its image. */
export interface Match {
  readonly kind: MatchKind;
  /** IoU of the best anchor as the toolbox computes it; 0 or NaN where there is none. */
  readonly iou: number;
  /** How many anchors are positive for the ground truth. */
  readonly anchors: number;
  /** The best anchor; of several, the one nearest to the ground truth. Undefined for `none` and `ignored`. */
  readonly best: MatchedAnchor | undefined;
  /** Indexes of all anchors that share the highest IoU; empty for `every-anchor`, which needs no list. */
  readonly tied: readonly number[];
}

export type MatchKind =
  /** The best anchor reaches the positive threshold. */
  | 'positive'
  /** No anchor reaches it, but the best ones are taken all the same. */
  | 'forced'
  /** The IoU is 0 with every anchor, and 0 is enough: every anchor of the image becomes positive (AS1). */
  | 'every-anchor'
  /** The IoU is NaN with every anchor, so that every anchor is ignored, also for the other objects (I3). */
  | 'ignored'
  /** No anchor learns from the ground truth. */
  | 'none';

export interface MatchedAnchor {
  /** As the head holds it. */
  readonly box: OrientedBox;
  readonly stride: number;
}

/** Decides what became of a ground truth from the highest IoU of its row. */
export function kindOf(highest: number, { positive, lowQuality }: Assigner): MatchKind {
  if (Number.isNaN(highest)) return 'ignored';
  if (highest >= positive) return 'positive';
  if (highest < lowQuality) return 'none';
  return highest === 0 ? 'every-anchor' : 'forced';
}
