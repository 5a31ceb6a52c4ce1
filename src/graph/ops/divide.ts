import { holdsZero, hull, largestFloat32, magnitude, outward, reachesInfinity, smallestNormal } from '../interval.js';
import type { Danger, Interval, Op, Value } from '../types.js';
import { apply } from '../value.js';
import { absolute } from './absolute.js';
import { constant } from './constant.js';
import { elementwise, elementwiseType } from './elementwise.js';
import { less } from './less.js';
import { multiply } from './multiply.js';
import { negate } from './negate.js';
import { sumTo } from './sum-to.js';
import { where } from './where.js';

interface Attributes {
  /** Divisors nearer to zero than this are moved to it, on their own side of zero; 0 guards nothing. */
  readonly floor: number;
}

export const divideOp: Op<Attributes> = {
  name: 'divide',
  infer: elementwiseType('divide', ['float32', 'float32'], 'float32'),
  evaluate: (inputs, { floor }) =>
    elementwise((a, b) => a / (b < 0 ? Math.min(b, -floor) : Math.max(b, floor)))(inputs, undefined),
  emit: ({ inputs: [a, b], attributes: { floor }, outputs: [y] }, emitter) => {
    let divisor = emitter.nameOf(b);
    if (floor > 0) {
      const bound = (value: number) => emitter.constant('float32', [], [value]);
      const below = emitter.node('Min', [divisor, bound(-floor)]);
      const above = emitter.node('Max', [divisor, bound(floor)]);
      divisor = emitter.node('Where', [emitter.node('Less', [divisor, bound(0)]), below, above]);
    }
    emitter.node('Div', [emitter.nameOf(a), divisor], {}, emitter.nameOf(y));
  },
  gradient: ({ inputs: [a, b], attributes: { floor }, outputs: [y] }, [arriving]) => {
    if (arriving === undefined) return [];
    const toA = divide(arriving, b, floor);
    const through = negate(multiply(toA, y));
    const toB = floor === 0 ? through : where(less(absolute(b), constant(floor)), constant(0), through);
    return [sumTo(toA, a.shape), sumTo(toB, b.shape)];
  },
  interval: ([a, b], { attributes: { floor } }) => {
    const mayBeNaN = a.mayBeNaN || b.mayBeNaN || (reachesInfinity(a) && reachesInfinity(b));
    if (floor === 0 && holdsZero(b)) {
      return [outward(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, mayBeNaN || holdsZero(a))];
    }
    return [
      divisors(b, floor)
        .map((part) => quotient(a, part, mayBeNaN))
        .reduce(hull),
    ];
  },
  danger: ([a, b], { attributes: { floor } }) => {
    const least = floor === 0 && holdsZero(b) ? 0 : Math.min(...divisors(b, floor).map(distanceFromZero));
    if (magnitude(a) / least <= largestFloat32) return [];
    const bound = Math.min(largestFloat32, largestFloat32 * least);
    if (floor > 0) return [{ kind: 'overflow', input: 0, safe: { low: -bound, high: bound } }];
    const needed = Math.max(smallestNormal, Math.min(1, magnitude(a) / largestFloat32) * (1 + 2 ** -22));
    const dangers: Danger[] = [];
    if (reachesInfinity(a))
      dangers.push({ kind: 'overflow', input: 0, safe: { low: -largestFloat32, high: largestFloat32 } });
    if (least < needed) {
      const safe = b.high > 0 ? { low: needed, high: largestFloat32 } : { low: -largestFloat32, high: -needed };
      dangers.push({ kind: least === 0 ? 'division' : 'overflow', input: 1, safe });
    }
    return dangers;
  },
};

/** What is divided by: the parts of the divisor's interval on either side of zero, without the guarded gap. */
function divisors({ low, high, mayBeNaN }: Interval, floor: number): Interval[] {
  const parts: Interval[] = [];
  if (low < 0) parts.push({ low: Math.min(low, -floor), high: Math.min(high, -floor), mayBeNaN });
  if (high >= 0) parts.push({ low: Math.max(low, floor), high: Math.max(high, floor), mayBeNaN });
  return parts;
}

function distanceFromZero({ low, high }: Interval): number {
  return Math.min(Math.abs(low), Math.abs(high));
}

function quotient(a: Interval, b: Interval, mayBeNaN: boolean): Interval {
  const corners = [a.low / b.low, a.low / b.high, a.high / b.low, a.high / b.high];
  // ∞ / ∞ at a corner: quotients near it are zero at least or unbounded, which other corners show.
  const known = corners.map((corner) => (Number.isNaN(corner) ? 0 : corner));
  return outward(Math.min(...known), Math.max(...known), mayBeNaN);
}

/**
 * a / b, with broadcasting, where divisors nearer to zero than `floor` are moved to `floor` on their own side of zero
 * (zero itself to `floor`) and get no gradient. float32. Finite for any b while |a| stays below 3e38 · floor.
 */
export function divide(a: Value, b: Value, floor = 1e-12): Value {
  return apply(divideOp, [a, b], { floor: Math.fround(floor) });
}

/** a / b, with broadcasting. float32. Infinite or NaN where b is zero. */
export function unguardedDivide(a: Value, b: Value): Value {
  return divide(a, b, 0);
}
