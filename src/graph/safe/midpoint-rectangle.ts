import { add } from '../ops/add.js';
import { atan2 } from '../ops/atan2.js';
import { clamp } from '../ops/clamp.js';
import { constant } from '../ops/constant.js';
import { unguardedDivide } from '../ops/divide.js';
import { greater } from '../ops/greater.js';
import { maximum } from '../ops/maximum.js';
import { minimum } from '../ops/minimum.js';
import { multiply } from '../ops/multiply.js';
import { sqrt } from '../ops/sqrt.js';
import { square } from '../ops/square.js';
import { subtract } from '../ops/subtract.js';
import { where } from '../ops/where.js';
import type { Value } from '../types.js';
import { wrapAngle } from './wrap-angle.js';

/** Sides and angle of rectangles: w ≥ h px, theta in [−π/2, π/2). */
export interface Rectangles {
  readonly w: Value;
  readonly h: Value;
  readonly theta: Value;
}

/**
 * The rectangle that Oriented R-CNN's midpoint offsets stand for, about its centre (S5). `w` and `h` are the sides of
 * the horizontal hull, px; `alpha` and `beta` shift the midpoints of its upper and right sides, as shares of the sides
 * within ±0.5. The parallelogram through the four points becomes a rectangle by stretching the shorter diagonal.
 * Everything is computed relative to the centre: nothing cancels, however far out the box lies. Sides beyond 1e8 px
 * count as 1e8. (Xie et al., "Oriented R-CNN for Object Detection", ICCV 2021, section 3.1.)
 */
export function midpointRectangle(w: Value, h: Value, alpha: Value, beta: Value): Rectangles {
  const half = constant(0.5);
  const [width, height] = [clamp(w, 0, 1e8), clamp(h, 0, 1e8)];
  const top = { x: multiply(clamp(alpha, -0.5, 0.5), width), y: multiply(constant(-0.5), height) };
  const right = { x: multiply(half, width), y: multiply(clamp(beta, -0.5, 0.5), height) };
  const [topLength, rightLength] = [lengthOf(top), lengthOf(right)];
  const longer = maximum(topLength, rightLength);
  const least = add(multiply(longer, constant(1e-6)), constant(1e-9));
  const stretched = ({ x, y }: Vector, length: Value): Vector => {
    const ratio = unguardedDivide(longer, maximum(length, least));
    return { x: multiply(x, ratio), y: multiply(y, ratio) };
  };
  const [a, b] = [stretched(top, topLength), stretched(right, rightLength)];
  // Corners in order: a, b, −a, −b.
  const first = { x: subtract(b.x, a.x), y: subtract(b.y, a.y) };
  const second = { x: add(b.x, a.x), y: add(b.y, a.y) };
  const [firstLength, secondLength] = [lengthOf(first), lengthOf(second)];
  const along = greater(firstLength, secondLength);
  // The second edge runs from b to −a; its reverse is as good for an angle modulo π.
  const theta = atan2(where(along, first.y, second.y), where(along, first.x, second.x));
  return {
    w: maximum(firstLength, secondLength),
    h: minimum(firstLength, secondLength),
    theta: wrapAngle(theta, Math.PI, -Math.PI / 2),
  };
}

interface Vector {
  readonly x: Value;
  readonly y: Value;
}

function lengthOf({ x, y }: Vector): Value {
  return sqrt(add(square(x), square(y)));
}
