import type { Shape } from '../types.js';
import { sizeOf } from '../value.js';

/** Steps in row-major data along each axis of a shape. */
export function stridesOf(shape: Shape): number[] {
  return shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));
}

/** Flat positions, in row-major order of `shape`, of a walk that starts at `start` and takes a step of its own per axis. */
export function positions(shape: Shape, steps: readonly number[], start = 0): Int32Array {
  let walk = Int32Array.of(start);
  shape.forEach((dimension, axis) => {
    const longer = new Int32Array(walk.length * dimension);
    for (let i = 0; i < longer.length; i += 1) {
      longer[i] = walk[Math.floor(i / dimension)] + (i % dimension) * steps[axis];
    }
    walk = longer;
  });
  return walk;
}

/** The elements of row-major data at some positions. */
export function taken(data: Float64Array, at: Int32Array): Float64Array {
  const result = new Float64Array(at.length);
  for (let i = 0; i < at.length; i += 1) result[i] = data[at[i]];
  return result;
}

/** An axis counted from the front; negative ones count from the back. */
export function frontAxis(axis: number, rank: number): number {
  return axis < 0 ? axis + rank : axis;
}
