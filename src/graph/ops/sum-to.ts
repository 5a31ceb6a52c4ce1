import type { Shape, Value } from '../types.js';
import { reduceSum } from './reduce-sum.js';
import { reshape } from './reshape.js';

/** Sums a gradient over the axes along which a value of `shape` was broadcast. */
export function sumTo(value: Value, shape: Shape): Value {
  const added = value.shape.length - shape.length;
  const axes = value.shape.flatMap((dimension, axis) =>
    axis < added || (shape[axis - added] === 1 && dimension !== 1) ? [axis] : [],
  );
  const summed = reduceSum(value, axes, true);
  return summed.shape.length === shape.length ? summed : reshape(summed, shape);
}
