import { largestFloat32, magnitude, outward, reachesInfinity, sumOf } from '../interval.js';
import type { Danger, Interval, Value } from '../types.js';
import { constantOf } from './constant.js';
import { multiplyOp } from './multiply.js';

/** Bounds of a float32 sum of `count` products, added in any order. */
export function sumOfProducts(a: Interval, b: Interval, count: number): Interval {
  const [product] = multiplyOp.interval?.([a, b], undefined as never) ?? [];
  return sumOf(product as Interval, count);
}

/** How a sum of `count` products of finite numbers could overflow. */
export function overflowOfProducts(a: Interval, b: Interval, count: number): readonly Danger[] {
  const terms = sumOf({ low: 1, high: 1, mayBeNaN: false }, count).high;
  if (terms * magnitude(a) * magnitude(b) <= largestFloat32) return [];
  const root = Math.sqrt(largestFloat32 / terms);
  return [a, b].flatMap((input, index): Danger[] => {
    const other = Math.min(magnitude(index === 0 ? b : a), root);
    const bound = Math.min(largestFloat32, largestFloat32 / terms / other) * (1 - 2 ** -23);
    return magnitude(input) > bound ? [{ kind: 'overflow', input: index, safe: { low: -bound, high: bound } }] : [];
  });
}

/** The weights of a constant value, or undefined for a value that is not known when the graph is built. */
export function knownWeights(value: Value): Float64Array | undefined {
  const data = constantOf(value)?.data;
  return data instanceof Float64Array ? data : undefined;
}

/** Bounds of the float32 sums Σ w·x over lines of known weights, for any x within an interval. */
export function weightedSums(lines: readonly Float64Array[], x: Interval): Interval {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const line of lines) {
    const terms = [...line].filter((weight) => weight !== 0).map((weight) => multiplied(weight, x));
    const size = terms.reduce((sum, term) => sum + magnitude(term), 0);
    // Every product and every partial sum may be rounded, but sums of terms of one sign keep the sign.
    const slack = size * ((1 + 2 ** -23) ** (line.length + 1) - 1);
    const least = terms.reduce((sum, term) => sum + term.low, 0) - slack;
    const most = terms.reduce((sum, term) => sum + term.high, 0) + slack;
    low = Math.min(low, terms.every((term) => term.low >= 0) ? Math.max(least, 0) : least);
    high = Math.max(high, terms.every((term) => term.high <= 0) ? Math.min(most, 0) : most);
  }
  const overflows = low < -largestFloat32 && high > largestFloat32;
  return outward(low, high, x.mayBeNaN || reachesInfinity(x) || overflows);
}

function multiplied(weight: number, { low, high, mayBeNaN }: Interval): Interval {
  return weight > 0
    ? { low: weight * low, high: weight * high, mayBeNaN }
    : { low: weight * high, high: weight * low, mayBeNaN };
}
