import { hull, largestFloat32, magnitude, outward, sumOf } from '../interval.js';
import type { GraphNode, Interval, Op, Value } from '../types.js';
import { apply, shapeError } from '../value.js';
import { broadcastTo } from './broadcast-to.js';
import { gatherElements } from './gather-elements.js';
import { frontAxis, positions, stridesOf } from './positions.js';
import { reshape } from './reshape.js';

interface Attributes {
  readonly axis: number;
}

export const scatterAddOp: Op<Attributes> = {
  name: 'scatter-add',
  infer: (inputs, { axis }) => {
    const [base, indices, updates] = inputs;
    const fits =
      base.dtype === 'float32' &&
      indices.dtype === 'int64' &&
      updates.dtype === 'float32' &&
      indices.shape.join() === updates.shape.join() &&
      base.shape.with(axis, 0).join() === updates.shape.with(axis, 0).join();
    if (!fits) {
      throw shapeError('scatter-add', `float32, int64 and float32 that differ at most along axis ${axis}`, inputs);
    }
    return [{ dtype: 'float32', shape: base.shape }];
  },
  evaluate: ([base, { shape, data: indices }, updates], { axis }) => {
    const strides = stridesOf(base.shape);
    const data = base.data.slice();
    positions(shape, strides.with(axis, 0)).forEach((line, i) => {
      data[line + indices[i] * strides[axis]] += updates.data[i];
    });
    return [{ shape: base.shape, data }];
  },
  // ScatterND would be faster, but its additions get lost when two threads of ONNX Runtime (1.30) meet at one row.
  emit: ({ inputs, attributes: { axis }, outputs: [y] }, emitter) => {
    const names = inputs.map((input) => emitter.nameOf(input));
    emitter.node('ScatterElements', names, { axis, reduction: 'add' }, emitter.nameOf(y));
  },
  gradient: ({ inputs: [, indices], attributes: { axis } }, [arriving]) =>
    arriving === undefined ? [] : [arriving, undefined, gatherElements(arriving, indices, axis)],
  interval: ([base, , updates], node) => {
    // Every update of a line may meet at one place, or none.
    const added = hull({ low: 0, high: 0, mayBeNaN: false }, sumOf(updates, lineLength(node)));
    const unlike = Number.isNaN(base.low + added.high) || Number.isNaN(base.high + added.low);
    return [outward(base.low + added.low, base.high + added.high, base.mayBeNaN || added.mayBeNaN || unlike)];
  },
  danger: ([base, , updates], node) => {
    const most: Interval = { low: 0, high: magnitude(updates), mayBeNaN: false };
    if (magnitude(base) + sumOf(most, lineLength(node)).high <= largestFloat32) return [];
    const half = largestFloat32 / 2;
    const share = half / sumOf({ low: 1, high: 1, mayBeNaN: false }, lineLength(node)).high;
    return [
      { kind: 'overflow', input: 0, safe: { low: -half, high: half } },
      { kind: 'overflow', input: 2, safe: { low: -share, high: share } },
    ];
  },
};

function lineLength({ inputs: [, { shape }], attributes: { axis } }: GraphNode<Attributes>): number {
  return shape[axis];
}

/**
 * base with updates added at the places that the int64 indices name, one index for each slice of the updates along the
 * axis: base [.., n, ..], indices [k] in [0, n), updates [.., k, ..]. What meets at one place adds up. float32.
 */
export function scatterAdd(base: Value, indices: Value, updates: Value, axis = 0): Value {
  const at = frontAxis(axis, base.shape.length);
  const lines = updates.shape.map((size, i) => (i === at ? size : 1));
  return scatterAddElements(base, broadcastTo(reshape(indices, lines), updates.shape), updates, at);
}

/** As `scatterAdd`, with an index for every element of the updates. */
export function scatterAddElements(base: Value, indices: Value, updates: Value, axis: number): Value {
  return apply(scatterAddOp, [base, indices, updates], { axis: frontAxis(axis, base.shape.length) });
}
