import { add } from '../ops/add.js';
import { clamp } from '../ops/clamp.js';
import { constant } from '../ops/constant.js';
import { cos } from '../ops/cos.js';
import { multiply } from '../ops/multiply.js';
import { sin } from '../ops/sin.js';
import { square } from '../ops/square.js';
import { subtract } from '../ops/subtract.js';
import type { Value } from '../types.js';

/** Oriented boxes as five columns of shapes that broadcast: pixels, radians, clockwise positive. */
export interface BoxColumns {
  readonly cx: Value;
  readonly cy: Value;
  readonly w: Value;
  readonly h: Value;
  readonly theta: Value;
}

/** Beyond this many pixels (or radians) a coordinate counts as this far out, so that nothing overflows. */
const farthest = 1e6;

/** Two boxes as Gaussians of standard deviations w/2 and h/2, seen in the frame of the first. */
export interface GaussianPair {
  /** Variances of the first and the second along their sides: squared half sides, px². */
  readonly first: Variances;
  readonly second: Variances;
  /** Cosine and sine of the second's angle in the first's frame, and their squares. */
  readonly c: Value;
  readonly s: Value;
  readonly cc: Value;
  readonly ss: Value;
  /** Offset of the second's centre in the first's frame, px. */
  readonly dx: Value;
  readonly dy: Value;
}

interface Variances {
  readonly a: Value;
  readonly b: Value;
  /** Root of the determinant, w · h / 4. */
  readonly root: Value;
}

/**
 * What the closed forms S13 and S16 are made of. No determinant is ever a difference: of a rotated sliver of aspect 5000,
 * the covariance matrix in float32 has a negative one at every sixth angle (R6). Sides below `floor` px count as `floor`.
 */
export function gaussianPair(first: BoxColumns, second: BoxColumns, floor = 1e-2): GaussianPair {
  const within = (value: Value) => clamp(value, -farthest, farthest);
  const [angle, turn] = [within(first.theta), subtract(within(second.theta), within(first.theta))];
  const [c, s] = [cos(turn), sin(turn)];
  const [x, y] = [subtract(within(second.cx), within(first.cx)), subtract(within(second.cy), within(first.cy))];
  const [along, across] = [cos(angle), sin(angle)];
  return {
    first: variances(first, floor),
    second: variances(second, floor),
    c,
    s,
    cc: square(c),
    ss: square(s),
    dx: add(multiply(x, along), multiply(y, across)),
    dy: subtract(multiply(y, along), multiply(x, across)),
  };
}

function variances({ w, h }: BoxColumns, floor: number): Variances {
  const half = (side: Value) => multiply(clamp(side, floor, farthest), constant(0.5));
  const [p, q] = [half(w), half(h)];
  return { a: square(p), b: square(q), root: multiply(p, q) };
}

/** det(Σ₁ + Σ₂) as a sum of positives. */
export function determinantOfSum({ first, second, cc, ss }: GaussianPair): Value {
  const own = add(multiply(first.a, first.b), multiply(second.a, second.b));
  const crossed = add(multiply(second.a, ss), multiply(second.b, cc));
  const aligned = add(multiply(second.a, cc), multiply(second.b, ss));
  return add(own, add(multiply(first.a, crossed), multiply(first.b, aligned)));
}
