import { anything, approximate, largestFloat32, smallestNormal } from '../interval.js';
import type { Danger, Value } from '../types.js';
import { apply } from '../value.js';
import { binaryOp } from './binary.js';
import { constant } from './constant.js';
import { equal } from './equal.js';
import { greaterOrEqual } from './greater-or-equal.js';
import { unguardedLog } from './log.js';
import { logicalAnd } from './logical-and.js';
import { multiply } from './multiply.js';
import { subtract } from './subtract.js';
import { where } from './where.js';

export const powerOfOp = binaryOp({
  name: 'power-of',
  compute: (x, exponent) => {
    // As IEEE 754 and C have it; JavaScript gives NaN.
    if (x === 1 || (x === -1 && Math.abs(exponent) === Number.POSITIVE_INFINITY)) return 1;
    return x ** exponent;
  },
  emit: 'Pow',
  gradient: (arriving, x, exponent, y) => {
    const zero = constant(0);
    const slope = multiply(exponent, powerOf(x, subtract(exponent, constant(1))));
    const flat = logicalAnd(equal(x, zero), greaterOrEqual(exponent, zero));
    return [
      multiply(arriving, where(equal(exponent, zero), zero, slope)),
      multiply(arriving, where(flat, zero, multiply(y, unguardedLog(x)))),
    ];
  },
  interval: (x, exponent) => {
    if (x.low < 0) return anything;
    const corners = [x.low, x.high].flatMap((base) => [base ** exponent.low, base ** exponent.high]);
    const known = corners.map((corner) => (Number.isNaN(corner) ? 1 : corner));
    return approximate(Math.min(...known), Math.max(...known), x.mayBeNaN || exponent.mayBeNaN);
  },
  danger: (x, exponent) => {
    const dangers: Danger[] = [];
    const least = Math.max(x.low, smallestNormal);
    const most = Math.min(Math.max(x.high, smallestNormal), largestFloat32);
    if (x.low < least || x.high > most) {
      dangers.push({ kind: 'domain', input: 0, safe: { low: smallestNormal, high: largestFloat32 } });
    }
    const bound = 88.7 / Math.max(Math.abs(Math.log(least)), Math.abs(Math.log(most)));
    if (exponent.low < -bound || exponent.high > bound) {
      dangers.push({ kind: 'overflow', input: 1, safe: { low: -bound, high: bound } });
    }
    return dangers;
  },
});

/** x to the power of another value; offered as `unguardedPower`. */
export function powerOf(x: Value, exponent: Value): Value {
  return apply(powerOfOp, [x, exponent], undefined);
}
