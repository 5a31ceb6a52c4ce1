import type { Value } from '../types.js';
import { reduceExtremumOp } from './reduce-extremum.js';
import { allAxes, reduce } from './reductions.js';

export const reduceMaxOp = reduceExtremumOp('reduce-max', 'ReduceMax', Math.max);

/** The largest element along axes (all by default); NaN if there is one. Ties share the gradient. float32. */
export function reduceMax(x: Value, axes: readonly number[] = allAxes(x.shape), keepDimensions = false): Value {
  return axes.length === 0 ? x : reduce(reduceMaxOp, x, axes, keepDimensions);
}
