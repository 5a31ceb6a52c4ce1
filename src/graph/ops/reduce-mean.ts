import type { Value } from '../types.js';
import { sizeOf } from '../value.js';
import { constant } from './constant.js';
import { multiply } from './multiply.js';
import { reduceSum } from './reduce-sum.js';
import { allAxes } from './reductions.js';

/** Mean over axes (all by default). float32. */
export function reduceMean(a: Value, axes: readonly number[] = allAxes(a.shape), keepDimensions = false): Value {
  const sum = reduceSum(a, axes, keepDimensions);
  return multiply(sum, constant(sizeOf(sum.shape) / sizeOf(a.shape)));
}
