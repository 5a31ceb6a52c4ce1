/** A square of the image, in pixels of the image as stored; it may reach beyond the image. */
export interface Frame {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

/** Less than this shows too little of the surroundings to recognise an object. */
const smallestSide = 96;
/** A box with a coordinate of 1e9 would leave nothing else visible. */
const largestSide = 4096;
/** How much more than the box is shown. */
const context = 1.6;

/**
 * The square around the finite corners of a box (flat x, y list, pixels) with some of their surroundings, on whole
 * pixels; undefined where no corner is finite. Of a box wider than 4096 px it shows the neighbourhood of most corners,
 * since one corner far away is a typing error.
 */
export function frameAround(polygon: ArrayLike<number>): Frame | undefined {
  const corners = finiteCorners(polygon);
  if (corners.length === 0) return undefined;
  const xs = corners.map(({ x }) => x).sort((a, b) => a - b);
  const ys = corners.map(({ y }) => y).sort((a, b) => a - b);
  const extent = Math.max(span(xs), span(ys)) * context;
  const side = Math.round(Math.min(largestSide, Math.max(smallestSide, extent)));
  const middle = extent > largestSide ? median : centre;
  return { x: Math.round(middle(xs) - side / 2), y: Math.round(middle(ys) - side / 2), side };
}

/** The corners of a box (flat x, y list) whose coordinates are both finite, with their place in the order. */
export function finiteCorners(polygon: ArrayLike<number>): { index: number; x: number; y: number }[] {
  return Array.from({ length: polygon.length >> 1 }, (_, index) => ({
    index,
    x: polygon[2 * index],
    y: polygon[2 * index + 1],
  })).filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y));
}

function span(sorted: readonly number[]): number {
  return sorted[sorted.length - 1] - sorted[0];
}

function centre(sorted: readonly number[]): number {
  return (sorted[0] + sorted[sorted.length - 1]) / 2;
}

function median(sorted: readonly number[]): number {
  return sorted[(sorted.length - 1) >> 1];
}
