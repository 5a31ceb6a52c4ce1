import type { OrientedBox } from '../../geometry/types.js';

const f = Math.fround;
const pi = f(Math.PI);
const halfPi = f(Math.PI / 2);
const quarterPi = f(Math.PI / 4);

/** The angle conventions of MMRotate, each the convention of one of the detectors' stock recipes. */
export type AngleVersion = 'oc' | 'le90' | 'le135';

/** torch's remainder in float32: the sign of the divisor; NaN for what is not finite. */
function remainder(value: number, divisor: number): number {
  const rest = value % divisor;
  return rest !== 0 && rest < 0 !== divisor < 0 ? f(rest + divisor) : rest;
}

/** Both toolboxes' `norm_angle`, radians. `oc` is left as it is (C18). */
export function normAngle(angle: number, version: AngleVersion): number {
  if (version === 'oc') return angle;
  const start = version === 'le90' ? halfPi : quarterPi;
  return f(remainder(f(angle + start), pi) - start);
}

/** MMRotate 1.x's `regularize_boxes`, in float32: swaps sides and turns the angle into the range of the version. */
export function regularizeBox(box: OrientedBox, version: AngleVersion): OrientedBox {
  const { cx, cy, w, h, theta } = box;
  if (version === 'oc') {
    const turned = remainder(f(theta + halfPi), pi);
    return turned < halfPi
      ? { cx, cy, w, h, theta: f(turned - halfPi) }
      : { cx, cy, w: h, h: w, theta: f(f(turned - halfPi) - halfPi) };
  }
  const start = version === 'le90' ? halfPi : quarterPi;
  const long = w > h;
  const turned = remainder(f((long ? theta : f(theta + halfPi)) + start), pi);
  return { cx, cy, w: long ? w : h, h: long ? h : w, theta: f(turned - start) };
}
