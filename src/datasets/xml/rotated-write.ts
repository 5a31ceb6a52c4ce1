import { cornersOf, wrapAngle } from '../../geometry/index.js';
import type { OrientedBox, Quad } from '../../geometry/types.js';
import { type LossCounter, placeOf } from '../layout/losses.js';
import type { AnnotatedObject, ImageAnnotations } from '../types.js';
import { rectangleRound } from './rotated-box.js';

/** Corners this near count as the same, pixels. */
const sameCorner = 0.01;

/**
 * The box that states an object in a format of rotated boxes, with its angle in [start, start + π), and counts what is
 * lost: a shape that is no rectangle, which corner is the first, an angle outside the range. A box that the source
 * states as such is kept, even an impossible one, and so is an angle that must be in degrees: the audit is to see it.
 */
export function boxToWrite(
  image: ImageAnnotations,
  object: AnnotatedObject,
  start: number,
  losses: LossCounter,
): OrientedBox {
  const place = placeOf(image, object);
  const { written, polygon } = object;
  if (written.kind === 'horizontal') {
    const { xmin, ymin, xmax, ymax } = written;
    return {
      cx: (xmin + xmax) / 2,
      cy: (ymin + ymax) / 2,
      w: xmax - xmin,
      h: ymax - ymin,
      theta: wrapAngle(0, Math.PI, start),
    };
  }
  if (written.kind === 'rotated') {
    const { cx, cy, w, h, theta } = written;
    if (!(Math.abs(theta) <= 2 * Math.PI)) return { cx, cy, w, h, theta };
    const wrapped = wrapAngle(theta, Math.PI, start);
    if (wrapped !== theta) losses.add('angle-range', place);
    return { cx, cy, w, h, theta: wrapped };
  }
  const rectangle = rectangleRound(polygon);
  if (rectangle === undefined) {
    losses.add('not-finite', place);
    return { cx: Number.NaN, cy: Number.NaN, w: Number.NaN, h: Number.NaN, theta: 0 };
  }
  const box = { ...rectangle, theta: wrapAngle(rectangle.theta, Math.PI, start) };
  const corners = cornersOf(box);
  if (!isSame(polygon, corners))
    losses.add(isRearranged(polygon, corners) ? 'corner-order' : 'polygon-as-rectangle', place);
  return box;
}

function isSame(a: Quad, b: Quad): boolean {
  return a.every((value, i) => Math.abs(value - b[i]) <= sameCorner);
}

/** Whether every corner of each is one of the other. */
function isRearranged(a: Quad, b: Quad): boolean {
  const covers = (some: Quad, others: Quad): boolean =>
    [0, 2, 4, 6].every((i) =>
      [0, 2, 4, 6].some(
        (k) => Math.abs(some[i] - others[k]) <= sameCorner && Math.abs(some[i + 1] - others[k + 1]) <= sameCorner,
      ),
    );
  return covers(a, b) && covers(b, a);
}
