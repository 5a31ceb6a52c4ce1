import { type AnchorGrid, type AnchorKind, anchorCorners, anchorIndex, kindsBySimilarArea } from './anchors.js';
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
  let exact = 0;
  scan(truth, area, grid, width, height, (_kind, _column, _row, iou) => {
    if (iou > exact) exact = iou;
    return Math.min(exact, assigner.positive) * rounding;
  });
  // Most small objects end here: rounding does not make up for this.
  if (exact < assigner.lowQuality * rounding) {
    return { kind: 'none', iou: f(exact), anchors: 0, best: undefined, tied: [] };
  }
  const cut = Math.min(exact, assigner.positive) * rounding;
  let highest = 0;
  let positives = 0;
  let tied: number[] = [];
  let best: MatchedAnchor | undefined;
  let nearest = Number.POSITIVE_INFINITY;
  scan(truth, area, grid, width, height, ({ level, shape, index }, column, row, nearly) => {
    if (nearly < cut) return cut;
    const anchor = anchorCorners(level, shape, column, row);
    const iou = horizontalIou(truth, area, anchor);
    if (iou >= assigner.positive) positives++;
    if (iou < highest) return cut;
    if (iou > highest) {
      highest = iou;
      tied = [];
      nearest = Number.POSITIVE_INFINITY;
    }
    tied.push(anchorIndex(level, index, column, row));
    const distance = (column * level.stride - (x1 + x2) / 2) ** 2 + (row * level.stride - (y1 + y2) / 2) ** 2;
    if (distance < nearest) {
      nearest = distance;
      best = { box: uprightBox(anchor), stride: level.stride };
    }
    return cut;
  });
  const kind = kindOf(highest, assigner);
  if (kind === 'none') return { kind, iou: highest, anchors: 0, best: undefined, tied: [] };
  return { kind, iou: highest, anchors: Math.max(positives, tied.length), best, tied };
}

/** What float32 may take away from or add to an IoU, as a factor: hulls less than a pixel high are the worst. */
const rounding = 0.999;

/**
 * Visits every anchor inside the image that overlaps the bounds, with its IoU in float64, until no kind of anchor can
 * reach the cut that the visitor returns.
 */
function scan(
  [x1, y1, x2, y2]: Bounds,
  area: number,
  grid: AnchorGrid,
  width: number,
  height: number,
  visit: (kind: AnchorKind, column: number, row: number, iou: number) => number,
): void {
  let cut = 0;
  for (const kind of kindsBySimilarArea(grid, area)) {
    if (Math.min(area, kind.area) / Math.max(area, kind.area) < cut) break;
    const { level, shape } = kind;
    const { stride } = level;
    const halfW = shape.w / 2;
    const halfH = shape.h / 2;
    const left = Math.ceil(Math.max(halfW, x1 - halfW) / stride);
    const right = Math.min(level.columns, Math.ceil((width - halfW) / stride), Math.floor((x2 + halfW) / stride) + 1);
    const top = Math.ceil(Math.max(halfH, y1 - halfH) / stride);
    const bottom = Math.min(level.rows, Math.ceil((height - halfH) / stride), Math.floor((y2 + halfH) / stride) + 1);
    for (let row = top; row < bottom; row++) {
      const y = row * stride;
      const sharedY = Math.min(y2, y + halfH) - Math.max(y1, y - halfH);
      for (let column = left; column < right; column++) {
        const x = column * stride;
        const shared = (Math.min(x2, x + halfW) - Math.max(x1, x - halfW)) * sharedY;
        cut = visit(kind, column, row, shared / (area + kind.area - shared));
      }
    }
  }
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
