import type { Value } from '../types.js';
import { constant } from './constant.js';
import { divide } from './divide.js';

/** 1 / x, where an x nearer to zero than `floor` is moved to `floor` on its own side of zero. float32. */
export function reciprocal(x: Value, floor = 1e-12): Value {
  return divide(constant(1), x, floor);
}

/** 1 / x. float32. Infinite where x is zero. */
export function unguardedReciprocal(x: Value): Value {
  return divide(constant(1), x, 0);
}
