import type { Value } from '../types.js';
import { reduceExtremumOp } from './reduce-extremum.js';
import { allAxes, reduce } from './reductions.js';

export const reduceMinOp = reduceExtremumOp('reduce-min', 'ReduceMin', Math.min);

/** The smallest element along axes (all by default); NaN if there is one. Ties share the gradient. float32. */
export function reduceMin(x: Value, axes: readonly number[] = allAxes(x.shape), keepDimensions = false): Value {
  return axes.length === 0 ? x : reduce(reduceMinOp, x, axes, keepDimensions);
}
