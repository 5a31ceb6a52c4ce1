import type { OnnxEmitter } from '../onnx/emitter.js';
import type { GraphNode, Op, ReferenceTensor, Shape, Value } from '../types.js';
import { apply, shapeError, sizeOf } from '../value.js';
import { frontAxis } from './positions.js';

/** What a reduction folds. */
export interface Reduction {
  readonly axes: readonly number[];
  readonly keepDimensions: boolean;
}

/** Every axis of a shape. */
export function allAxes(shape: Shape): number[] {
  return shape.map((_, axis) => axis);
}

/** Applies a reduction; negative axes count from the back. Throws `graph/shape` for axes that the value lacks. */
export function reduce(op: Op<Reduction>, x: Value, axes: readonly number[], keepDimensions: boolean): Value {
  const rank = x.shape.length;
  const front = axes.map((axis) => frontAxis(axis, rank));
  if (front.some((axis) => !(axis in x.shape)) || new Set(front).size < front.length) {
    throw shapeError(op.name, `different axes of a value of rank ${rank}, not [${axes.join(', ')}]`, [x]);
  }
  return apply(op, [x], { axes: front, keepDimensions });
}

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

/** Emission of a reduction that ONNX has under a name of its own; its axes are an input. */
export function emitReduction(type: string): (node: GraphNode<Reduction>, emitter: OnnxEmitter) => void {
  return ({ inputs: [a], attributes: { axes, keepDimensions }, outputs: [output] }, emitter) => {
    const inputs = [emitter.nameOf(a), emitter.constant('int64', [axes.length], axes)];
    emitter.node(type, inputs, { keepdims: keepDimensions ? 1 : 0 }, emitter.nameOf(output));
  };
}
