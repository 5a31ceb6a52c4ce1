import type { Interval } from './types.js';

/** The largest float32, about 3.4e38. */
export const largestFloat32 = (2 - 2 ** -23) * 2 ** 127;

/** The smallest positive float32 of full precision, about 1.2e-38. */
export const smallestNormal = 2 ** -126;

/** The bounds of a value of which nothing is known. */
export const anything: Interval = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY, mayBeNaN: true };

/** What finite float32 values lie between. */
export const finiteBounds = { low: -largestFloat32, high: largestFloat32 };

const view = new DataView(new ArrayBuffer(4));

/** The largest float32 that is not above a number. */
export function float32AtMost(value: number): number {
  const nearest = Math.fround(value);
  if (nearest <= value || Number.isNaN(nearest)) return nearest;
  if (nearest === 0) return -(2 ** -149);
  view.setFloat32(0, nearest);
  view.setInt32(0, view.getInt32(0) + (nearest > 0 ? -1 : 1));
  return view.getFloat32(0);
}

/** The smallest float32 that is not below a number. */
export function float32AtLeast(value: number): number {
  return -float32AtMost(-value);
}

/**
 * An interval whose ends are rounded outwards to float32; an unknown end is infinite. Sound for operations that
 * rounding leaves monotone (sums, products, quotients, roots), and the ends stay exact where they are float32.
 */
export function outward(low: number, high: number, mayBeNaN: boolean): Interval {
  return {
    low: Number.isNaN(low) ? Number.NEGATIVE_INFINITY : float32AtMost(low),
    high: Number.isNaN(high) ? Number.POSITIVE_INFINITY : float32AtLeast(high),
    mayBeNaN,
  };
}

/**
 * As `outward`, for functions that runtimes approximate: room for 16 float32 roundings (ONNX Runtime's own need five)
 * and for results that are flushed to zero, but not beyond `range`, which the emitted form must keep.
 */
export function approximate(
  low: number,
  high: number,
  mayBeNaN: boolean,
  range: readonly [number, number] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
): Interval {
  const room = (end: number) => (Number.isFinite(end) ? Math.abs(end) * 2 ** -20 + smallestNormal : 0);
  const { low: below, high: above } = outward(low - room(low), high + room(high), mayBeNaN);
  return { low: Math.max(below, float32AtMost(range[0])), high: Math.min(above, float32AtLeast(range[1])), mayBeNaN };
}

/** The bounds of a sum of `count` values within an interval, added in float32 in any order. */
export function sumOf({ low, high, mayBeNaN }: Interval, count: number): Interval {
  const growth = (1 + 2 ** -23) ** count;
  const least = count * (low < 0 ? low * growth : low / growth);
  const most = count * (high < 0 ? high / growth : high * growth);
  // Partial sums may overflow to either side, and ∞ − ∞ is NaN.
  return outward(least, most, mayBeNaN || (least < -largestFloat32 && most > largestFloat32));
}

/** The smallest interval that holds both. */
export function hull(a: Interval, b: Interval): Interval {
  return { low: Math.min(a.low, b.low), high: Math.max(a.high, b.high), mayBeNaN: a.mayBeNaN || b.mayBeNaN };
}

/** Whether zero may occur. */
export function holdsZero({ low, high }: Interval): boolean {
  return low <= 0 && high >= 0;
}

/** Whether an interval reaches plus or minus infinity. */
export function reachesInfinity({ low, high }: Interval): boolean {
  return low === Number.NEGATIVE_INFINITY || high === Number.POSITIVE_INFINITY;
}

/** The largest absolute value. */
export function magnitude({ low, high }: Interval): number {
  return Math.max(Math.abs(low), Math.abs(high));
}
