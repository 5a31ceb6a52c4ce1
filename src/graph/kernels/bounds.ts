import { hull, magnitude, outward, sumOf } from '../interval.js';
import type { Interval } from '../types.js';

/** What a mean of bilinear samples lies between: it is a convex combination of features and of zeros around them. */
export function sampleBounds(features: readonly Interval[]): Interval {
  const zero: Interval = { low: 0, high: 0, mayBeNaN: false };
  const { low, high, mayBeNaN } = features.reduce(hull, zero);
  // Weights are rounded, and so are sums of any number of samples.
  const room = 1 + 2 ** -10;
  const meetsOpposites = low === Number.NEGATIVE_INFINITY && high === Number.POSITIVE_INFINITY;
  return outward(low * room, high * room, mayBeNaN || meetsOpposites);
}

/** What a sum of `count` values of at most this size lies between, each weighted by at most 1. */
export function scatterBounds(values: Interval, count: number): Interval {
  const most = magnitude(values);
  return sumOf({ low: -most, high: most, mayBeNaN: values.mayBeNaN }, count);
}
