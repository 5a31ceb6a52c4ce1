import { rotatedIou } from '../../geometry/index.js';
import type { OrientedBox } from '../../geometry/types.js';
import {
  type AnchorGrid,
  type AnchorKind,
  type AnchorLevel,
  type AnchorShape,
  anchorBox,
  anchorIndex,
  kindsBySimilarArea,
} from './anchors.js';
import type { AngleVersion } from './float32-angles.js';
import { shortestComparedSide, toolboxIou } from './float32-iou.js';
import { type Assigner, kindOf, type Match, type MatchedAnchor } from './match.js';

interface Candidate {
  readonly kind: AnchorKind;
  readonly column: number;
  readonly row: number;
  readonly iou: number;
}

/** Anchors whose IoU is this close to the positive threshold may be positive or not after rounding. */
const nearThreshold = 1e-3;

/** Beyond this ratio of the sides the kernel now and then goes astray by more than rounding (I1). */
const needleAspect = 1000;

/**
 * Matches a ground truth (float32, pixels at training scale) with the anchors of a grid by rotated IoU. A search in
 * float64 finds every anchor that could be the best; where rounding decides, they are compared again with the toolbox's
 * own kernel. `regularized` is the angle version of 1.x's anchors.
 *
 * A `thorough` match also counts all positive anchors (others count those that share the best IoU) and asks the kernel
 * about every anchor that a needle touches, since it misjudges a few of them by far. Then it is what mmdet's assigner finds,
 * bit for bit, up to the differences between the CPU and the CUDA kernel.
 */
export function matchRotated(
  truth: OrientedBox,
  grid: AnchorGrid,
  regularized: AngleVersion | undefined,
  assigner: Assigner,
  thorough: boolean,
): Match {
  if (!hasOnlyFinite(truth)) {
    return matchOfAll(toolboxIou(truth, firstAnchor(grid, regularized)), grid, regularized, assigner);
  }
  const search = new AnchorSearch(truth, grid, thorough ? assigner.positive - nearThreshold : 1, thorough);
  let highest = 0;
  let positives = 0;
  let tied: number[] = [];
  let best: MatchedAnchor | undefined;
  let nearest = Number.POSITIVE_INFINITY;
  for (const { kind, column, row, iou: exact } of search.found) {
    if (exact < search.best * search.slack && Math.abs(exact - assigner.positive) > nearThreshold) {
      if (exact > assigner.positive) positives++;
      continue;
    }
    const box = anchorBox(kind.level, kind.shape, column, row, regularized);
    const iou = toolboxIou(truth, box);
    if (iou >= assigner.positive) positives++;
    if (iou === 0 || iou < highest) continue;
    if (iou > highest) {
      highest = iou;
      tied = [];
      nearest = Number.POSITIVE_INFINITY;
    }
    tied.push(anchorIndex(kind.level, kind.index, column, row));
    const distance = (box.cx - truth.cx) ** 2 + (box.cy - truth.cy) ** 2;
    if (distance < nearest) {
      nearest = distance;
      best = { box, stride: kind.level.stride };
    }
  }
  if (highest === 0) return matchOfAll(0, grid, regularized, assigner);
  return { kind: kindOf(highest, assigner), iou: highest, anchors: Math.max(positives, tied.length), best, tied };
}

/** The match of a ground truth that has the same IoU, 0 or NaN, with every anchor. */
function matchOfAll(iou: number, grid: AnchorGrid, regularized: AngleVersion | undefined, assigner: Assigner): Match {
  const kind = kindOf(iou, assigner);
  if (kind !== 'every-anchor') return { kind, iou, anchors: 0, best: undefined, tied: [] };
  const best = { box: firstAnchor(grid, regularized), stride: grid.levels[0].stride };
  return { kind, iou, anchors: grid.count, best, tied: [] };
}

function firstAnchor(grid: AnchorGrid, regularized: AngleVersion | undefined): OrientedBox {
  const [level] = grid.levels;
  return anchorBox(level, level.shapes[0], 0, 0, regularized);
}

function hasOnlyFinite({ cx, cy, w, h, theta }: OrientedBox): boolean {
  return Number.isFinite(cx + cy + w + h + theta);
}

/** How much of an IoU the rounding of the toolbox's kernel can take or add: needles are the worst (measured). */
function roundingOf(w: number, h: number): number {
  return Math.min(0.5, 1e-3 + (1.5e-7 * (Math.max(w, h) + 600)) / Math.min(w, h));
}

/** Every anchor whose IoU with a box is within rounding of the highest, or above a threshold; exact, in float64. */
class AnchorSearch {
  readonly found: Candidate[] = [];
  /** Highest IoU found. */
  best = 0;
  /** What may be lost of the best IoU to rounding, as a factor. */
  readonly slack: number;
  readonly #box: OrientedBox;
  readonly #area: number;
  readonly #cos: number;
  readonly #sin: number;
  readonly #threshold: number;

  constructor(truth: OrientedBox, grid: AnchorGrid, threshold: number, thorough: boolean) {
    const w = Math.max(truth.w, shortestComparedSide);
    const h = Math.max(truth.h, shortestComparedSide);
    this.#box = { cx: truth.cx, cy: truth.cy, w, h, theta: truth.theta };
    this.#area = w * h;
    this.#cos = Math.cos(truth.theta);
    this.#sin = Math.sin(truth.theta);
    this.#threshold = threshold;
    const needle = Math.max(w, h) > needleAspect * Math.min(w, h);
    this.slack = thorough && needle ? 0 : 1 - roundingOf(w, h);
    const kinds = kindsBySimilarArea(grid, this.#area);
    // A first idea of the best, so that little else needs a close look.
    for (const kind of kinds.slice(0, 3)) this.best = Math.max(this.best, this.#nearest(kind));
    for (const kind of kinds) {
      const most = Math.min(this.#area, kind.area) / Math.max(this.#area, kind.area);
      if (most < this.#cut()) break;
      this.#visit(kind);
    }
  }

  #cut(): number {
    return Math.min(this.best * this.slack, this.#threshold);
  }

  #nearest({ level, shape }: AnchorKind): number {
    const column = Math.max(0, Math.min(level.columns - 1, Math.round(this.#box.cx / level.stride)));
    const row = Math.max(0, Math.min(level.rows - 1, Math.round(this.#box.cy / level.stride)));
    return this.#exact(level, shape, column, row);
  }

  #exact({ stride }: AnchorLevel, { w, h }: AnchorShape, column: number, row: number): number {
    return rotatedIou(this.#box, { cx: column * stride, cy: row * stride, w, h, theta: 0 });
  }

  #visit(kind: AnchorKind): void {
    const { level, shape } = kind;
    const { stride } = level;
    const { cx, cy, w, h } = this.#box;
    const area = this.#area;
    const cos = this.#cos;
    const sin = this.#sin;
    const absCos = Math.abs(cos);
    const absSin = Math.abs(sin);
    const halfW = w / 2;
    const halfH = h / 2;
    const anchorX = shape.w / 2;
    const anchorY = shape.h / 2;
    // Reach of the box along the image's axes, and of the anchor along the box's.
    const reachX = halfW * absCos + halfH * absSin;
    const reachY = halfW * absSin + halfH * absCos;
    const alongW = anchorX * absCos + anchorY * absSin;
    const alongH = anchorX * absSin + anchorY * absCos;
    const firstRow = Math.max(0, Math.ceil((cy - reachY - anchorY) / stride));
    const lastRow = Math.min(level.rows - 1, Math.floor((cy + reachY + anchorY) / stride));
    for (let row = firstRow; row <= lastRow; row++) {
      const dy = row * stride - cy;
      // Columns in which no side of the box, either, keeps the two apart.
      let from = -reachX - anchorX;
      let to = reachX + anchorX;
      if (absCos > 1e-9) {
        const middle = (-sin * dy) / cos;
        const reach = (alongW + halfW) / absCos;
        from = Math.max(from, middle - reach);
        to = Math.min(to, middle + reach);
      }
      if (absSin > 1e-9) {
        const middle = (cos * dy) / sin;
        const reach = (alongH + halfH) / absSin;
        from = Math.max(from, middle - reach);
        to = Math.min(to, middle + reach);
      }
      const sharedY = sharedLength(dy, anchorY, reachY);
      const rowInside = Math.abs(dy) + reachY <= anchorY;
      const lastColumn = Math.min(level.columns - 1, Math.floor((cx + to) / stride));
      for (let column = Math.max(0, Math.ceil((cx + from) / stride)); column <= lastColumn; column++) {
        const dx = column * stride - cx;
        if (rowInside && Math.abs(dx) + reachX <= anchorX) {
          this.#offer(kind, column, row, area / kind.area);
          continue;
        }
        const shared = Math.min(
          area,
          kind.area,
          sharedLength(dx, anchorX, reachX) * sharedY,
          sharedLength(cos * dx + sin * dy, alongW, halfW) * sharedLength(cos * dy - sin * dx, alongH, halfH),
        );
        if (shared / (area + kind.area - shared) < this.#cut()) continue;
        this.#offer(kind, column, row, this.#exact(level, shape, column, row));
      }
    }
  }

  #offer(kind: AnchorKind, column: number, row: number, iou: number): void {
    if (iou === 0 || iou < this.#cut()) return;
    this.found.push({ kind, column, row, iou });
    if (iou > this.best) this.best = iou;
  }
}

/** Length that two intervals share: one of half-length `a` about `offset`, one of half-length `b` about 0. */
function sharedLength(offset: number, a: number, b: number): number {
  return Math.max(0, Math.min(b, offset + a) - Math.max(-b, offset - a));
}
