import { wrapAngle } from './angle.js';
import type { HorizontalBox, OrientedBox, Points, Quad } from './types.js';

const halfPi = Math.PI / 2;

/** HRSC2016's `mbox_cx`, `mbox_cy`, `mbox_w`, `mbox_h`, `mbox_ang`: pixels and radians, clockwise on the image. */
export interface HrscBox {
  readonly cx: number;
  readonly cy: number;
  readonly w: number;
  readonly h: number;
  readonly angle: number;
}

/** The four corners, clockwise on the image: the box's own top left, top right, bottom right, bottom left. */
export function cornersOf(box: OrientedBox): Quad {
  const cos = Math.cos(box.theta);
  const sin = Math.sin(box.theta);
  const wx = (box.w / 2) * cos;
  const wy = (box.w / 2) * sin;
  const hx = (-box.h / 2) * sin;
  const hy = (box.h / 2) * cos;
  return [
    box.cx - wx - hx,
    box.cy - wy - hy,
    box.cx + wx - hx,
    box.cy + wy - hy,
    box.cx + wx + hx,
    box.cy + wy + hy,
    box.cx - wx + hx,
    box.cy - wy + hy,
  ];
}

/** The same rectangle as le90: `w >= h`, theta in [-π/2, π/2). A non-finite angle counts as 0. */
export function toLe90(box: OrientedBox): OrientedBox {
  return longEdge(box, -halfPi);
}

/** The same rectangle as le135: `w >= h`, theta in [-π/4, 3π/4). A non-finite angle counts as 0. */
export function toLe135(box: OrientedBox): OrientedBox {
  return longEdge(box, -Math.PI / 4);
}

/**
 * The same rectangle as MMRotate 0.3.4's `oc` (OpenCV from 4.5.1 on): theta in (0, π/2], sides in whichever order that
 * takes. A non-finite angle counts as 0.
 */
export function toOc(box: OrientedBox): OrientedBox {
  // The range is open below: wrap the mirrored angle, whose range is open above.
  const theta = -wrapAngle(-box.theta, Math.PI, -Math.PI);
  return theta <= halfPi ? { ...box, theta } : swapSides(box, theta - halfPi);
}

/**
 * The same rectangle as MMRotate 1.x's `oc` (OpenCV before 4.5.1): theta in [-π/2, 0), sides in whichever order that
 * takes. A non-finite angle counts as 0.
 */
export function toOc1x(box: OrientedBox): OrientedBox {
  const theta = wrapAngle(box.theta, Math.PI, -halfPi);
  return theta < 0 ? { ...box, theta } : swapSides(box, theta - halfPi);
}

/** HRSC2016's box as le90. */
export function hrscToOriented(box: HrscBox): OrientedBox {
  return toLe90({ cx: box.cx, cy: box.cy, w: box.w, h: box.h, theta: box.angle });
}

/** HRSC2016's form of a box: the long side is `w`, the angle in [-π/2, π/2). */
export function orientedToHrsc(box: OrientedBox): HrscBox {
  const { cx, cy, w, h, theta } = toLe90(box);
  return { cx, cy, w, h, angle: theta };
}

/** A horizontal box as le90: theta is 0, or -π/2 where the box is higher than wide. */
export function horizontalToOriented(box: HorizontalBox): OrientedBox {
  return toLe90({
    cx: box.xmin + (box.xmax - box.xmin) / 2,
    cy: box.ymin + (box.ymax - box.ymin) / 2,
    w: box.xmax - box.xmin,
    h: box.ymax - box.ymin,
    theta: 0,
  });
}

/** Top left, top right, bottom right, bottom left. */
export function horizontalToQuad(box: HorizontalBox): Quad {
  const { xmin, ymin, xmax, ymax } = box;
  return [xmin, ymin, xmax, ymin, xmax, ymax, xmin, ymax];
}

/** The smallest horizontal box round an oriented one. */
export function orientedToHorizontal(box: OrientedBox): HorizontalBox {
  const cos = Math.abs(Math.cos(box.theta));
  const sin = Math.abs(Math.sin(box.theta));
  const halfX = (box.w * cos + box.h * sin) / 2;
  const halfY = (box.w * sin + box.h * cos) / 2;
  return { xmin: box.cx - halfX, ymin: box.cy - halfY, xmax: box.cx + halfX, ymax: box.cy + halfY };
}

/** The smallest horizontal box round some points; inverted and infinite for no points, NaN where a coordinate is. */
export function boundsOf(points: Points): HorizontalBox {
  let xmin = Infinity;
  let ymin = Infinity;
  let xmax = -Infinity;
  let ymax = -Infinity;
  for (let i = 0; i + 1 < points.length; i += 2) {
    xmin = Math.min(xmin, points[i]);
    ymin = Math.min(ymin, points[i + 1]);
    xmax = Math.max(xmax, points[i]);
    ymax = Math.max(ymax, points[i + 1]);
  }
  return { xmin, ymin, xmax, ymax };
}

function longEdge(box: OrientedBox, start: number): OrientedBox {
  const theta = Number.isFinite(box.theta) ? box.theta : 0;
  if (box.h > box.w) return swapSides(box, wrapAngle(wrapAngle(theta, Math.PI, -halfPi) - halfPi, Math.PI, start));
  return { ...box, theta: wrapAngle(theta, Math.PI, start) };
}

function swapSides(box: OrientedBox, theta: number): OrientedBox {
  return { cx: box.cx, cy: box.cy, w: box.h, h: box.w, theta };
}
