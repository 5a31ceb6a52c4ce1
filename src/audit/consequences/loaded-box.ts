import type { OrientedBox } from '../../geometry/types.js';
import { cornersOfBox } from './coders.js';
import type { AngleVersion } from './float32-angles.js';
import { type FloatRectangle, minAreaRectFloat32 } from './float32-rectangle.js';

const f = Math.fround;

/** MMRotate 0.3.4 refuses rectangles with a side below this, in stored pixels, and says nothing. */
export const shortestSide034 = 2;

/** What becomes of an object's corners when a loader makes a box of them. */
export type Loaded =
  | { readonly kind: 'box'; readonly box: OrientedBox }
  /** Refused without a word; `side` is the one that was too short. */
  | { readonly kind: 'dropped'; readonly side: number }
  /** The loop that normalises the angle never ends (A9). */
  | { readonly kind: 'hang' };

/** The box that 1.x makes of OpenCV's rectangle (`qbox2rbox`): sides 0 or not, angle not normalised, float32. */
export function boxOf1x({ cx, cy, w, h, angle }: FloatRectangle): OrientedBox {
  return { cx, cy, w, h, theta: f((angle / 180) * Math.PI) };
}

/** The box that 0.3.4's `poly2obb_np` makes of OpenCV's rectangle for `oc` and `le90`, float32. */
export function boxOf034({ cx, cy, w, h, angle }: FloatRectangle, version: 'oc' | 'le90'): Loaded {
  if (w < shortestSide034 || h < shortestSide034) return { kind: 'dropped', side: Math.min(w, h) };
  // oc's loop only ever adds, le90's goes both ways.
  if (Number.isNaN(angle) || (version === 'oc' && angle > 90)) return { kind: 'hang' };
  return { kind: 'box', box: version === 'oc' ? asOc(cx, cy, w, h, angle) : asLe90(cx, cy, w, h, angle) };
}

function asOc(cx: number, cy: number, w: number, h: number, degrees: number): OrientedBox {
  let angle = degrees;
  let swapped = false;
  while (angle <= 0) {
    if (angle === -90) {
      angle += 180;
    } else {
      angle += 90;
      swapped = !swapped;
    }
  }
  return { cx, cy, w: swapped ? h : w, h: swapped ? w : h, theta: f((angle / 180) * Math.PI) };
}

function asLe90(cx: number, cy: number, w: number, h: number, degrees: number): OrientedBox {
  const long = w >= h;
  const theta = (degrees / 180) * Math.PI + (long ? 0 : Math.PI / 2);
  return { cx, cy, w: long ? w : h, h: long ? h : w, theta: f(wrapHalfTurn(theta, -Math.PI / 2)) };
}

/** The angle in [start, start + π) that points the same way. */
function wrapHalfTurn(theta: number, start: number): number {
  return theta - Math.PI * Math.floor((theta - start) / Math.PI);
}

/** The box that 0.3.4 makes for `le135`: the first two edges are the sides, whatever the rectangle; a NaN passes (A8). */
export function loadEdges034(corners: ArrayLike<number>): Loaded {
  const [x1, y1, x2, y2, x3, y3, x4, y4] = Array.from(corners, f);
  const first = edgeLength(x1, y1, x2, y2);
  const second = edgeLength(x2, y2, x3, y3);
  if (first < shortestSide034 || second < shortestSide034) return { kind: 'dropped', side: Math.min(first, second) };
  // Python's max and min both keep the first where a NaN defeats the comparison.
  const [w, h] = first > second ? [first, second] : second > first ? [second, first] : [first, first];
  let theta = 0;
  if (first > second) theta = Math.atan2(f(y2 - y1), f(x2 - x1));
  else if (second >= first) theta = Math.atan2(f(y4 - y1), f(x4 - x1));
  const middle = { cx: f(f(x1 + x3) / 2), cy: f(f(y1 + y3) / 2) };
  return { kind: 'box', box: { ...middle, w, h, theta: f(wrapHalfTurn(theta, -Math.PI / 4)) } };
}

function edgeLength(x1: number, y1: number, x2: number, y2: number): number {
  const dx = f(x1 - x2);
  const dy = f(y1 - y2);
  return f(Math.sqrt(f(f(dx * dx) + f(dy * dy))));
}

/** A box that a file states with its sides and angle, as HRSC2016 does. */
export interface StatedBox {
  readonly cx: number;
  readonly cy: number;
  readonly w: number;
  readonly h: number;
  readonly theta: number;
}

/** HRSC2016 in 0.3.4: le90 takes the stated box as it is, the others go through its corners (A20). */
export function loadStated034(stated: StatedBox, version: AngleVersion): Loaded {
  const box = float32Box(stated);
  if (version === 'le90') return { kind: 'box', box };
  const corners = cornersOfBox(box);
  return version === 'le135' ? loadEdges034(corners) : boxOf034(minAreaRectFloat32(corners), version);
}

/** HRSC2016 in 1.x: from the stated box to its corners and back (A16). */
export function loadStated1x(stated: StatedBox): OrientedBox {
  return boxOf1x(minAreaRectFloat32(cornersOfBox(float32Box(stated))));
}

function float32Box({ cx, cy, w, h, theta }: StatedBox): OrientedBox {
  return { cx: f(cx), cy: f(cy), w: f(w), h: f(h), theta: f(theta) };
}
