import type { Interval } from './types.js';

/** The bounds of a value of which nothing is known. */
export const anything: Interval = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY, mayBeNaN: true };

const view = new DataView(new ArrayBuffer(4));

/** The next float32 below a number, so that a bound stays a bound whatever way float32 arithmetic rounds. */
export function float32Below(value: number): number {
  const nearest = Math.fround(value);
  if (nearest < value || Number.isNaN(nearest) || nearest === Number.NEGATIVE_INFINITY) return nearest;
  view.setFloat32(0, nearest);
  const bits = view.getInt32(0);
  if (nearest === 0) view.setInt32(0, -0x7fffffff);
  else view.setInt32(0, nearest > 0 ? bits - 1 : bits + 1);
  return view.getFloat32(0);
}

/** The next float32 above a number. */
export function float32Above(value: number): number {
  return -float32Below(-value);
}

/** An interval rounded outwards to float32; unknown ends are infinite. */
export function outward(low: number, high: number, mayBeNaN: boolean): Interval {
  return {
    low: Number.isNaN(low) ? Number.NEGATIVE_INFINITY : float32Below(low),
    high: Number.isNaN(high) ? Number.POSITIVE_INFINITY : float32Above(high),
    mayBeNaN,
  };
}

/** Whether an interval reaches plus or minus infinity. */
export function reachesInfinity({ low, high }: Interval): boolean {
  return low === Number.NEGATIVE_INFINITY || high === Number.POSITIVE_INFINITY;
}
