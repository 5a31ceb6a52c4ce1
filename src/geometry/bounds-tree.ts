const fanOut = 8;

/**
 * Finds rectangles that meet a given one: a packed R-tree over horizontal bounds (sort-tile-recursive, Leutenegger
 * 1997). Building costs n log n, a search grows with what it finds. Bounds are rows of minX, minY, maxX, maxY; rows
 * with a NaN are left out.
 */
export class BoundsTree {
  /** Rows that the last search found, in no particular order; only the first `search()` of them are valid. */
  readonly found: Uint32Array;
  /** Row of each leaf. */
  private readonly leaves: Uint32Array;
  /** minX, minY, maxX, maxY of each node: the leaves, then level by level, the root last. */
  private readonly nodes: Float64Array;
  private readonly firstChild: Int32Array;
  private readonly endChild: Int32Array;
  private readonly stack: Int32Array;

  constructor(bounds: Float64Array) {
    this.leaves = tileOrder(bounds);
    const count = this.leaves.length;
    this.found = new Uint32Array(count);
    const levels = levelStarts(count);
    const total = levels[levels.length - 1];
    this.nodes = new Float64Array(4 * total);
    this.firstChild = new Int32Array(total);
    this.endChild = new Int32Array(total);
    this.stack = new Int32Array(levels.length * fanOut);
    for (let k = 0; k < count; k++) {
      const row = 4 * this.leaves[k];
      for (let side = 0; side < 4; side++) this.nodes[4 * k + side] = bounds[row + side];
    }
    for (let level = 1; level + 1 < levels.length; level++) {
      for (let node = levels[level]; node < levels[level + 1]; node++) {
        const first = levels[level - 1] + (node - levels[level]) * fanOut;
        this.firstChild[node] = first;
        this.endChild[node] = Math.min(first + fanOut, levels[level]);
        this.enclose(node);
      }
    }
  }

  /** Finds the rectangles that meet row i of `bounds`; returns how many, `found` holds their rows. */
  search(bounds: Float64Array, i: number): number {
    const { nodes, firstChild, endChild, stack, leaves, found } = this;
    const count = leaves.length;
    const left = bounds[4 * i];
    const top = bounds[4 * i + 1];
    const right = bounds[4 * i + 2];
    const bottom = bounds[4 * i + 3];
    let hits = 0;
    let depth = 0;
    if (count > 0) stack[depth++] = firstChild.length - 1;
    while (depth > 0) {
      const node = stack[--depth];
      for (let child = firstChild[node]; child < endChild[node]; child++) {
        const at = 4 * child;
        const meets = nodes[at] <= right && nodes[at + 1] <= bottom && nodes[at + 2] >= left && nodes[at + 3] >= top;
        if (!meets) continue;
        if (child < count) found[hits++] = leaves[child];
        else stack[depth++] = child;
      }
    }
    return hits;
  }

  /** Sets the bounds of a node to those of its children. */
  private enclose(node: number): void {
    const { nodes } = this;
    let minX = Infinity;
    let minY = Infinity;
    let maxX = -Infinity;
    let maxY = -Infinity;
    for (let at = 4 * this.firstChild[node]; at < 4 * this.endChild[node]; at += 4) {
      minX = Math.min(minX, nodes[at]);
      minY = Math.min(minY, nodes[at + 1]);
      maxX = Math.max(maxX, nodes[at + 2]);
      maxY = Math.max(maxY, nodes[at + 3]);
    }
    nodes[4 * node] = minX;
    nodes[4 * node + 1] = minY;
    nodes[4 * node + 2] = maxX;
    nodes[4 * node + 3] = maxY;
  }
}

/** Where each level starts among the nodes, and where the last one ends; there is always one above the leaves. */
function levelStarts(leaves: number): number[] {
  const starts = [0, leaves];
  let width = leaves;
  do {
    width = Math.ceil(width / fanOut);
    starts.push(starts[starts.length - 1] + width);
  } while (width > 1);
  return starts;
}

/** Rows without NaN, in vertical slices from left to right, each slice from top to bottom. */
function tileOrder(bounds: Float64Array): Uint32Array {
  const count = bounds.length / 4;
  const middleX = new Float64Array(count);
  const middleY = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    middleX[i] = bounds[4 * i] + bounds[4 * i + 2];
    middleY[i] = bounds[4 * i + 1] + bounds[4 * i + 3];
  }
  const order = Uint32Array.from(middleX.keys()).filter((i) => !Number.isNaN(middleX[i] + middleY[i]));
  order.sort((a, b) => middleX[a] - middleX[b] || a - b);
  const slices = Math.ceil(Math.sqrt(order.length / fanOut));
  const perSlice = Math.ceil(order.length / slices / fanOut) * fanOut;
  for (let start = 0; start < order.length; start += perSlice) {
    order.subarray(start, start + perSlice).sort((a, b) => middleY[a] - middleY[b] || a - b);
  }
  return order;
}
