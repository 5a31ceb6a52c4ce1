import { KeelError } from '../../foundation/errors.js';
import { approximate, largestFloat32, magnitude, smallestNormal } from '../interval.js';
import type { Danger, Interval, Op, Value } from '../types.js';
import { apply } from '../value.js';
import { constant } from './constant.js';
import { elementwise, elementwiseType } from './elementwise.js';
import { multiply } from './multiply.js';
import { powerOf } from './power-of.js';

interface Attributes {
  readonly exponent: number;
}

export const powerOp: Op<Attributes> = {
  name: 'power',
  infer: elementwiseType('power', ['float32'], 'float32'),
  evaluate: (inputs, { exponent }) => elementwise((x) => x ** exponent)(inputs, undefined),
  emit: ({ inputs: [x], attributes: { exponent }, outputs: [y] }, emitter) => {
    emitter.node('Pow', [emitter.nameOf(x), emitter.constant('float32', [], [exponent])], {}, emitter.nameOf(y));
  },
  gradient: ({ inputs: [x], attributes: { exponent } }, [arriving]) => {
    if (arriving === undefined || exponent === 0) return [];
    return [multiply(arriving, multiply(constant(exponent), unguardedPower(x, exponent - 1)))];
  },
  interval: ([x], { attributes: { exponent } }) => [bounds(x, exponent)],
  danger: ([x], { attributes: { exponent } }) => {
    const { low, high, mayBeNaN } = bounds({ ...x, mayBeNaN: false }, exponent);
    if (low >= -largestFloat32 && high <= largestFloat32 && !mayBeNaN) return [];
    // |x| to the exponent stays finite on one side of this bound.
    const bound = largestFloat32 ** (1 / exponent);
    const [least, most] =
      exponent > 0
        ? [0, Math.min(largestFloat32, bound * (1 - 2 ** -20))]
        : [Math.max(smallestNormal, bound * (1 + 2 ** -20)), largestFloat32];
    const kind: Danger['kind'] = mayBeNaN ? 'domain' : exponent < 0 ? 'division' : 'overflow';
    return [{ kind, input: 0, safe: { low: exponent > 0 && Number.isInteger(exponent) ? -most : least, high: most } }];
  },
};

function bounds(x: Interval, exponent: number): Interval {
  if (exponent === 0) return { low: 1, high: 1, mayBeNaN: false };
  const whole = Number.isInteger(exponent);
  const signed = whole && exponent % 2 !== 0;
  const mayBeNaN = x.mayBeNaN || (!whole && x.low < 0);
  const domain = whole ? x : { low: Math.max(x.low, 0), high: Math.max(x.high, 0) };
  const corners = [domain.low ** exponent, domain.high ** exponent];
  // Unlike other negative numbers, −∞ has powers to a fraction.
  if (!whole && x.low === Number.NEGATIVE_INFINITY) corners.push(Number.POSITIVE_INFINITY ** exponent);
  if (domain.low < 0 && domain.high > 0) {
    if (exponent > 0) corners.push(0);
    else corners.push(Number.POSITIVE_INFINITY, signed ? Number.NEGATIVE_INFINITY : magnitude(x) ** exponent);
  } else if (exponent < 0 && domain.low <= 0 && domain.high >= 0) {
    // ±0 to a negative exponent is infinite of either sign where the exponent is odd.
    corners.push(Number.POSITIVE_INFINITY);
    if (signed) corners.push(Number.NEGATIVE_INFINITY);
  }
  return approximate(Math.min(...corners), Math.max(...corners), mayBeNaN, [
    signed ? Number.NEGATIVE_INFINITY : 0,
    Number.POSITIVE_INFINITY,
  ]);
}

/** x to a whole exponent of 0 or more. float32; may overflow. Throws `graph/exponent` for any other exponent. */
export function power(x: Value, exponent: number): Value {
  if (!Number.isInteger(exponent) || exponent < 0) throw new KeelError('graph/exponent', { exponent });
  return unguardedPower(x, exponent);
}

/**
 * x to any exponent, which may be a value (with broadcasting). float32. NaN for negative x and a fraction, infinite at
 * 0 for a negative exponent.
 */
export function unguardedPower(x: Value, exponent: number | Value): Value {
  if (typeof exponent === 'object') return powerOf(x, exponent);
  return exponent === 1 ? x : apply(powerOp, [x], { exponent });
}
