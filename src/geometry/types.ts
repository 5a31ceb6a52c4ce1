/** x1, y1 … x4, y4 in pixels; y grows downwards. */
export type Quad = readonly [number, number, number, number, number, number, number, number];

/** A flat list of points x1, y1, x2, y2, … in pixels. */
export type Points = ArrayLike<number>;

/**
 * An oriented box: centre and sides in pixels, `theta` in radians, clockwise positive on the image (y down).
 * Keel's canonical form is le90: `w >= h`, `theta` in [-π/2, π/2).
 */
export interface OrientedBox {
  readonly cx: number;
  readonly cy: number;
  readonly w: number;
  readonly h: number;
  readonly theta: number;
}

/** Many boxes: objects, or rows of cx, cy, w, h, theta in a typed array. */
export type Boxes = readonly OrientedBox[] | Float64Array | Float32Array;

/** A box with sides along the image's axes, pixels. */
export interface HorizontalBox {
  readonly xmin: number;
  readonly ymin: number;
  readonly xmax: number;
  readonly ymax: number;
}

/**
 * The minimum-area rectangle of some points. Points that span no area give a tagged result, never a rectangle of
 * zero side (S1).
 */
export type MinimumRectangle =
  | { readonly kind: 'rectangle'; readonly box: OrientedBox }
  | { readonly kind: 'segment'; readonly x1: number; readonly y1: number; readonly x2: number; readonly y2: number }
  | { readonly kind: 'point'; readonly x: number; readonly y: number }
  /** A coordinate is NaN, infinite or beyond 1e75 px, or there are no points. */
  | { readonly kind: 'none' };
