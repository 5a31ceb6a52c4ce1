import type { PackedBoxes } from './packed-boxes.js';

const fanOut = 8;

/**
 * Finds boxes by the horizontal rectangles round them: a packed R-tree (sort-tile-recursive, Leutenegger 1997). Building
 * costs n log n, a search grows with what it finds. Rectangles are a hair wider than the boxes, so that rounding never
 * hides a neighbour; boxes without area are left out.
 */
export class BoxTree {
  /** Indices that the last search found, in no particular order; only the first `search()` of them are valid. */
  readonly found: Uint32Array;
  /** Box index of each entry of the lowest level. */
  private readonly items: Uint32Array;
  /** Rectangle of entry k of all levels, lowest level first, the root last. */
  private readonly minX: Float64Array;
  private readonly minY: Float64Array;
  private readonly maxX: Float64Array;
  private readonly maxY: Float64Array;
  /** Where each level starts among the entries; one more than there are levels. */
  private readonly levels: number[] = [0];
  private readonly stack: number[] = [];

  constructor(boxes: PackedBoxes) {
    this.items = tileOrder(boxes);
    const count = this.items.length;
    this.found = new Uint32Array(count);
    for (let width = count, total = 0; ; width = Math.ceil(width / fanOut)) {
      total += width;
      this.levels.push(total);
      if (width <= 1) break;
    }
    const entries = this.levels[this.levels.length - 1];
    this.minX = new Float64Array(entries).fill(Infinity);
    this.minY = new Float64Array(entries).fill(Infinity);
    this.maxX = new Float64Array(entries).fill(-Infinity);
    this.maxY = new Float64Array(entries).fill(-Infinity);
    for (let k = 0; k < count; k++) {
      const i = this.items[k];
      const x = reachX(boxes, i);
      const y = reachY(boxes, i);
      this.minX[k] = boxes.cx[i] - x;
      this.minY[k] = boxes.cy[i] - y;
      this.maxX[k] = boxes.cx[i] + x;
      this.maxY[k] = boxes.cy[i] + y;
    }
    for (let level = 1; level + 1 < this.levels.length; level++) {
      for (let k = this.levels[level - 1]; k < this.levels[level]; k++) {
        const parent = this.levels[level] + Math.floor((k - this.levels[level - 1]) / fanOut);
        this.minX[parent] = Math.min(this.minX[parent], this.minX[k]);
        this.minY[parent] = Math.min(this.minY[parent], this.minY[k]);
        this.maxX[parent] = Math.max(this.maxX[parent], this.maxX[k]);
        this.maxY[parent] = Math.max(this.maxY[parent], this.maxY[k]);
      }
    }
  }

  /** Finds the boxes whose rectangles meet that of box i of `boxes`; returns how many, `found` holds their indices. */
  search(boxes: PackedBoxes, i: number): number {
    if (boxes.area[i] === 0 || this.items.length === 0) return 0;
    const { minX, minY, maxX, maxY, levels, stack, items, found } = this;
    const x = reachX(boxes, i);
    const y = reachY(boxes, i);
    const left = boxes.cx[i] - x;
    const right = boxes.cx[i] + x;
    const top = boxes.cy[i] - y;
    const bottom = boxes.cy[i] + y;
    let hits = 0;
    let depth = 0;
    stack[depth++] = levels.length - 2;
    stack[depth++] = levels[levels.length - 2];
    while (depth > 0) {
      const node = stack[--depth];
      const level = stack[--depth];
      if (minX[node] > right || maxX[node] < left || minY[node] > bottom || maxY[node] < top) continue;
      if (level === 0) {
        found[hits++] = items[node];
        continue;
      }
      const first = levels[level - 1] + (node - levels[level]) * fanOut;
      const end = Math.min(first + fanOut, levels[level]);
      for (let child = first; child < end; child++) {
        stack[depth++] = level - 1;
        stack[depth++] = child;
      }
    }
    return hits;
  }
}

/** Half the width of the horizontal rectangle round box i, widened by more than rounding can take away. */
function reachX(boxes: PackedBoxes, i: number): number {
  const half = (Math.abs(boxes.cos[i]) * boxes.w[i] + Math.abs(boxes.sin[i]) * boxes.h[i]) / 2;
  return half + (half + Math.abs(boxes.cx[i])) * 2 ** -46;
}

function reachY(boxes: PackedBoxes, i: number): number {
  const half = (Math.abs(boxes.sin[i]) * boxes.w[i] + Math.abs(boxes.cos[i]) * boxes.h[i]) / 2;
  return half + (half + Math.abs(boxes.cy[i])) * 2 ** -46;
}

/** Indices of the boxes that have area, in vertical slices from left to right, each slice from top to bottom. */
function tileOrder(boxes: PackedBoxes): Uint32Array {
  const { cx, cy, area } = boxes;
  const order = Uint32Array.from({ length: boxes.count }, (_, i) => i).filter((i) => area[i] > 0);
  order.sort((a, b) => cx[a] - cx[b] || a - b);
  const slices = Math.ceil(Math.sqrt(order.length / fanOut));
  const perSlice = Math.ceil(order.length / slices / fanOut) * fanOut;
  for (let start = 0; start < order.length; start += perSlice) {
    order.subarray(start, start + perSlice).sort((a, b) => cy[a] - cy[b] || a - b);
  }
  return order;
}
