import { outward } from '../interval.js';
import type { Interval, Op, Value } from '../types.js';
import { apply } from '../value.js';
import { elementwise, elementwiseType, emitAs } from './elementwise.js';
import { sumTo } from './sum-to.js';

const multiplyOp: Op<undefined> = {
  name: 'multiply',
  infer: elementwiseType('multiply', ['float32', 'float32'], 'float32'),
  evaluate: elementwise((a, b) => a * b),
  emit: emitAs('Mul'),
  gradient: ({ inputs: [a, b] }, [arriving]) =>
    arriving === undefined ? [] : [sumTo(multiply(arriving, b), a.shape), sumTo(multiply(arriving, a), b.shape)],
  interval: ([a, b]) => {
    const products = [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high];
    const zeroTimesInfinity = (holdsZero(a) && isUnbounded(b)) || (holdsZero(b) && isUnbounded(a));
    // 0 · ∞ at a corner says that the end is unknown only if zero is all there is; otherwise the others bound it.
    const known = products.map((product) => (Number.isNaN(product) ? 0 : product));
    return [outward(Math.min(...known), Math.max(...known), a.mayBeNaN || b.mayBeNaN || zeroTimesInfinity)];
  },
};

function holdsZero({ low, high }: Interval): boolean {
  return low <= 0 && high >= 0;
}

function isUnbounded({ low, high }: Interval): boolean {
  return low === Number.NEGATIVE_INFINITY || high === Number.POSITIVE_INFINITY;
}

/** a · b, with broadcasting. float32. */
export function multiply(a: Value, b: Value): Value {
  return apply(multiplyOp, [a, b], undefined);
}
