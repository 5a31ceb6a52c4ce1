import type { OrientedBox } from '../../geometry/types.js';
import { type AngleVersion, normAngle } from './float32-angles.js';

const f = Math.fround;

/** ln(1000 / 16): the largest change of a side, as a logarithm, that a decoder lets through. */
export const decodableLogarithm = Math.log(1000 / 16);

/** Settings of MMRotate's delta coder (DeltaXYWHAOBBoxCoder in 0.3.4, DeltaXYWHTRBBoxCoder in 1.x). */
export interface DeltaCoder {
  readonly angleVersion: AngleVersion;
  /** Divides the angle by this times π; undefined leaves it in radians. */
  readonly normFactor?: number;
  /** Lets the sides change places where that makes the turn smaller. */
  readonly edgeSwap: boolean;
  /** Measures the shift along the anchor's own sides. */
  readonly projectShift: boolean;
  readonly stds: readonly [number, number, number, number, number];
}

/**
 * The regression target dx, dy, dw, dh, dθ of a ground truth seen from a prior, in float32 and divided by the stds:
 * -Infinity for a side of 0, NaN for 0/0 (C1, C2). No safe form here: this is what the toolbox computes.
 */
export function encodeDelta(prior: OrientedBox, truth: OrientedBox, coder: DeltaCoder): number[] {
  const x = f(truth.cx - prior.cx);
  const y = f(truth.cy - prior.cy);
  let dx = x;
  let dy = y;
  if (coder.projectShift) {
    const cos = f(Math.cos(prior.theta));
    const sin = f(Math.sin(prior.theta));
    dx = f(f(cos * x) + f(sin * y));
    dy = f(f(-sin * x) + f(cos * y));
  }
  let turn = normAngle(f(truth.theta - prior.theta), coder.angleVersion);
  let { w, h } = truth;
  if (coder.edgeSwap) {
    const quarter = normAngle(f(f(truth.theta - prior.theta) + f(Math.PI / 2)), coder.angleVersion);
    if (!(Math.abs(turn) < Math.abs(quarter))) {
      turn = quarter;
      [w, h] = [h, w];
    }
  }
  if (coder.normFactor !== undefined) turn = f(turn / f(coder.normFactor * Math.PI));
  const deltas = [f(dx / prior.w), f(dy / prior.h), logarithm(w, prior.w), logarithm(h, prior.h), turn];
  return deltas.map((delta, i) => f(delta / f(coder.stds[i])));
}

/** The stock standard deviations of the midpoint-offset coder. */
const midpointStds = [1, 1, 1, 1, 0.5, 0.5] as const;

/** Corners within this many pixels of the topmost or rightmost count as such. */
const sameLine = f(0.1);

/** What stands in for corners that are not topmost or rightmost; wrong for corners beyond it (C12). */
const sentinel = -1000;

/** Bounds of a box in float32, as both toolboxes compute them: x1, y1, x2, y2. */
export function hullOfBox({ cx, cy, w, h, theta }: OrientedBox): readonly [number, number, number, number] {
  const cos = f(Math.cos(theta));
  const sin = f(Math.sin(theta));
  const x = f(Math.abs(f(f(w / 2) * cos)) + Math.abs(f(f(h / 2) * sin)));
  const y = f(Math.abs(f(f(w / 2) * sin)) + Math.abs(f(f(h / 2) * cos)));
  return [f(cx - x), f(cy - y), f(cx + x), f(cy + y)];
}

/** Corners of a box in float32, as MMRotate 1.x's `rbox2qbox` lists them. */
export function cornersOfBox({ cx, cy, w, h, theta }: OrientedBox): number[] {
  const cos = f(Math.cos(theta));
  const sin = f(Math.sin(theta));
  const ux = f(f(w / 2) * cos);
  const uy = f(f(w / 2) * sin);
  const vx = f(f(-h / 2) * sin);
  const vy = f(f(h / 2) * cos);
  return [
    f(f(cx + ux) + vx),
    f(f(cy + uy) + vy),
    f(f(cx + ux) - vx),
    f(f(cy + uy) - vy),
    f(f(cx - ux) - vx),
    f(f(cy - uy) - vy),
    f(f(cx - ux) + vx),
    f(f(cy - uy) + vy),
  ];
}

/**
 * The target dx, dy, dw, dh, da, db of Oriented R-CNN's proposal stage (MidpointOffsetCoder) for an upright anchor x1, y1,
 * x2, y2: bounds as logarithms, then how far the topmost and the rightmost corner lie from the middle (C11).
 */
export function encodeMidpointOffset(anchor: readonly [number, number, number, number], truth: OrientedBox): number[] {
  const [ax1, ay1, ax2, ay2] = anchor;
  const [gx1, gy1, gx2, gy2] = hullOfBox(truth);
  const px = f(f(ax1 + ax2) * 0.5);
  const py = f(f(ay1 + ay2) * 0.5);
  const pw = f(ax2 - ax1);
  const ph = f(ay2 - ay1);
  const gx = f(f(gx1 + gx2) * 0.5);
  const gy = f(f(gy1 + gy2) * 0.5);
  const gw = f(gx2 - gx1);
  const gh = f(gy2 - gy1);
  const corners = cornersOfBox(truth);
  const xs = [corners[0], corners[2], corners[4], corners[6]];
  const ys = [corners[1], corners[3], corners[5], corners[7]];
  const top = Math.min(...ys);
  const right = Math.max(...xs);
  const topX = Math.max(...xs.map((x, i) => (Math.abs(f(ys[i] - top)) > sameLine ? sentinel : x)));
  const rightY = Math.max(...ys.map((y, i) => (Math.abs(f(xs[i] - right)) > sameLine ? sentinel : y)));
  const deltas = [
    f(f(gx - px) / pw),
    f(f(gy - py) / ph),
    logarithm(gw, pw),
    logarithm(gh, ph),
    f(f(topX - gx) / gw),
    f(f(rightY - gy) / gh),
  ];
  return deltas.map((delta, i) => f(delta / midpointStds[i]));
}

function logarithm(truth: number, prior: number): number {
  return f(Math.log(f(truth / prior)));
}
