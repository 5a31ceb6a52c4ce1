import { holdsZero, largestFloat32, magnitude, outward, reachesInfinity } from '../interval.js';
import type { Danger, Interval, Value } from '../types.js';
import { apply } from '../value.js';
import { binaryOp } from './binary.js';

export const multiplyOp = binaryOp({
  name: 'multiply',
  compute: (a, b) => a * b,
  emit: 'Mul',
  gradient: (arriving, a, b) => [multiply(arriving, b), multiply(arriving, a)],
  interval: (a, b) => {
    // 0 · ∞ at a corner: everything near it is a product with zero or unbounded, which other corners show.
    const corners = [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high];
    const known = corners.map((corner) => (Number.isNaN(corner) ? 0 : corner));
    const zeroTimesInfinity = (holdsZero(a) && reachesInfinity(b)) || (holdsZero(b) && reachesInfinity(a));
    return outward(Math.min(...known), Math.max(...known), a.mayBeNaN || b.mayBeNaN || zeroTimesInfinity);
  },
  danger: (a, b) => {
    if (magnitude(a) * magnitude(b) <= largestFloat32) return [];
    return [a, b].flatMap((input, index): Danger[] => limit(input, index === 0 ? b : a, index));
  },
});

/** The largest an input may be beside the other: at least the square root of the largest float32. */
function limit(input: Interval, other: Interval, index: number): Danger[] {
  const most = largestFloat32 * (1 - 2 ** -23);
  const root = Math.sqrt(most);
  const bound = Math.min(largestFloat32, most / Math.min(magnitude(other), root));
  return magnitude(input) > root ? [{ kind: 'overflow', input: index, safe: { low: -bound, high: bound } }] : [];
}

/** a · b, with broadcasting. float32. */
export function multiply(a: Value, b: Value): Value {
  return apply(multiplyOp, [a, b], undefined);
}
