import type { Op, Value } from '../types.js';
import { applyAll, shapeError } from '../value.js';
import { constant } from './constant.js';
import { scatterAddElements } from './scatter-add.js';

interface Attributes {
  readonly count: number;
}

export const topKOp: Op<Attributes> = {
  name: 'top-k',
  infer: ([input], { count }) => {
    const size = input.shape.at(-1) ?? 0;
    if (input.dtype !== 'float32' || count > size) {
      throw shapeError('top-k', `float32 with at least ${count} elements on the last axis`, [input]);
    }
    const shape = input.shape.with(-1, count);
    return [
      { dtype: 'float32', shape },
      { dtype: 'int64', shape },
    ];
  },
  evaluate: ([{ shape, data }], { count }) => {
    const size = shape.at(-1) as number;
    const values: number[] = [];
    const indices: number[] = [];
    for (let start = 0; start < data.length; start += size) {
      const line = data.subarray(start, start + size);
      const best = [...line.keys()].sort((a, b) => line[b] - line[a] || a - b).slice(0, count);
      values.push(...best.map((index) => line[index]));
      indices.push(...best);
    }
    const result = shape.with(-1, count);
    return [
      { shape: result, data: Float64Array.from(values) },
      { shape: result, data: Float64Array.from(indices) },
    ];
  },
  emit: ({ inputs: [x], attributes: { count }, outputs }, emitter) => {
    const inputs = [emitter.nameOf(x), emitter.constant('int64', [1], [count])];
    emitter.nodes(
      'TopK',
      inputs,
      { axis: -1, largest: 1, sorted: 1 },
      outputs.map((output) => emitter.nameOf(output)),
    );
  },
  gradient: ({ inputs: [x], outputs: [, indices] }, [arriving]) =>
    arriving === undefined ? [] : [scatterAddElements(constant(0, x.shape), indices, arriving, -1)],
  interval: ([x], { inputs: [{ shape }] }) => [x, { low: 0, high: (shape.at(-1) as number) - 1, mayBeNaN: false }],
};

/**
 * The largest elements of every line along the last axis, largest first, and their int64 indices; of equal ones the
 * first comes first. NaN has no place in that order: replace it before (S4).
 */
export function topK(x: Value, count: number): readonly [values: Value, indices: Value] {
  const [values, indices] = applyAll(topKOp, [x], { count });
  return [values, indices];
}
