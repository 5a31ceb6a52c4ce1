import type { ReferenceTensor, Shape } from '../types.js';
import { sizeOf } from '../value.js';

/** The shape after reducing axes. */
export function reducedShape(shape: Shape, axes: readonly number[], keepDimensions: boolean): Shape {
  return keepDimensions
    ? shape.map((dimension, axis) => (axes.includes(axis) ? 1 : dimension))
    : shape.filter((_, axis) => !axes.includes(axis));
}

/** Folds the elements of a tensor along axes, for references. */
export function reduced(
  shape: Shape,
  data: Float64Array,
  axes: readonly number[],
  keepDimensions: boolean,
  start: number,
  fold: (before: number, element: number) => number,
): ReferenceTensor {
  const kept = reducedShape(shape, axes, true);
  const result = new Float64Array(sizeOf(kept)).fill(start);
  for (let i = 0; i < data.length; i += 1) {
    let rest = i;
    let at = 0;
    let step = 1;
    for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
      const index = rest % shape[axis];
      rest = (rest - index) / shape[axis];
      if (kept[axis] !== 1) at += index * step;
      step *= kept[axis];
    }
    result[at] = fold(result[at], data[i]);
  }
  return { shape: reducedShape(shape, axes, keepDimensions), data: result };
}
