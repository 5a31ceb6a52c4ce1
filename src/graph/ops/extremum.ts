import type { Op, Value } from '../types.js';
import { binaryOp } from './binary.js';
import { constant } from './constant.js';
import { equal } from './equal.js';
import { multiply } from './multiply.js';
import { where } from './where.js';

/**
 * The smaller or larger of two numbers; NaN if either is. At a tie each input gets half of the gradient, as in
 * PyTorch's `minimum` and `maximum`.
 */
export function extremumOp(
  name: string,
  emit: string,
  choose: (a: number, b: number) => number,
  wins: (a: Value, b: Value) => Value,
): Op<undefined> {
  return binaryOp({
    name,
    compute: choose,
    emit,
    gradient: (arriving, a, b) => {
      const none = constant(0);
      const half = where(equal(a, b), multiply(arriving, constant(0.5)), none);
      return [where(wins(a, b), arriving, half), where(wins(b, a), arriving, half)];
    },
    interval: (a, b) => ({
      low: choose(a.low, b.low),
      high: choose(a.high, b.high),
      mayBeNaN: a.mayBeNaN || b.mayBeNaN,
    }),
  });
}
