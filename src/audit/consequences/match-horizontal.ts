import { type AnchorGrid, anchorCorners, anchorIndex, kindsBySimilarArea } from './anchors.js';
import { type Assigner, kindOf, type Match, type MatchedAnchor } from './match.js';

const f = Math.fround;

/** mmdet's `bbox_overlaps` divides by the union or by this. */
const smallestUnion = f(1e-6);

export type Bounds = readonly [x1: number, y1: number, x2: number, y2: number];

/**
 * Matches the bounds of a ground truth (float32, pixels at training scale) with the upright anchors that lie inside an
 * image of the given size, by horizontal IoU in float32: the proposal stage of Oriented R-CNN (`allowed_border` 0).
 */
export function matchHorizontal(
  truth: Bounds,
  grid: AnchorGrid,
  width: number,
  height: number,
  assigner: Assigner,
): Match {
  if (!truth.every(Number.isFinite)) return { kind: 'ignored', iou: Number.NaN, anchors: 0, best: undefined, tied: [] };
  const [x1, y1, x2, y2] = truth;
  const area = Math.max(0, f(f(x2 - x1) * f(y2 - y1)));
  const middleX = (x1 + x2) / 2;
  const middleY = (y1 + y2) / 2;
  let highest = 0;
  let positives = 0;
  let tied: number[] = [];
  let best: MatchedAnchor | undefined;
  let nearest = Number.POSITIVE_INFINITY;
  for (const { level, shape, index, area: anchorArea } of kindsBySimilarArea(grid, area)) {
    const most = Math.min(area, anchorArea) / Math.max(area, anchorArea);
    if (!(most >= Math.min(highest, assigner.positive) - 1e-3)) break;
    const { stride } = level;
    const halfW = shape.w / 2;
    const halfH = shape.h / 2;
    const left = Math.max(0, Math.ceil((x1 - halfW) / stride), Math.ceil(halfW / stride - 1e-3));
    const right = Math.min(level.columns - 1, Math.floor((x2 + halfW) / stride));
    const top = Math.max(0, Math.ceil((y1 - halfH) / stride), Math.ceil(halfH / stride - 1e-3));
    const bottom = Math.min(level.rows - 1, Math.floor((y2 + halfH) / stride));
    for (let row = top; row <= bottom; row++) {
      const y = row * stride;
      const sharedY = Math.min(y2, y + halfH) - Math.max(y1, y - halfH);
      for (let column = left; column <= right; column++) {
        const x = column * stride;
        const shared = (Math.min(x2, x + halfW) - Math.max(x1, x - halfW)) * sharedY;
        // Well below the best, and not positive: rounding cannot help.
        if (shared < (area + anchorArea - shared) * (Math.min(highest, assigner.positive) - 1e-3)) continue;
        const anchor = anchorCorners(level, shape, column, row);
        if (anchor[0] < 0 || anchor[1] < 0 || anchor[2] >= width || anchor[3] >= height) continue;
        const iou = horizontalIou(truth, area, anchor);
        if (iou >= assigner.positive) positives++;
        if (iou === 0 || iou < highest) continue;
        if (iou > highest) {
          highest = iou;
          tied = [];
          nearest = Number.POSITIVE_INFINITY;
        }
        tied.push(anchorIndex(level, index, column, row));
        const distance = (x - middleX) ** 2 + (y - middleY) ** 2;
        if (distance < nearest) {
          nearest = distance;
          best = { box: uprightBox(anchor), stride };
        }
      }
    }
  }
  const kind = kindOf(highest, assigner);
  if (kind === 'none') return { kind, iou: highest, anchors: 0, best, tied: [] };
  return { kind, iou: highest, anchors: positives || tied.length, best, tied };
}

function horizontalIou([x1, y1, x2, y2]: Bounds, area: number, [ax1, ay1, ax2, ay2]: Bounds): number {
  const w = Math.max(0, f(Math.min(x2, ax2) - Math.max(x1, ax1)));
  const h = Math.max(0, f(Math.min(y2, ay2) - Math.max(y1, ay1)));
  const shared = f(w * h);
  const union = f(f(area + f(f(ax2 - ax1) * f(ay2 - ay1))) - shared);
  return f(shared / Math.max(union, smallestUnion));
}

function uprightBox([x1, y1, x2, y2]: Bounds): MatchedAnchor['box'] {
  return { cx: (x1 + x2) / 2, cy: (y1 + y2) / 2, w: x2 - x1, h: y2 - y1, theta: 0 };
}
