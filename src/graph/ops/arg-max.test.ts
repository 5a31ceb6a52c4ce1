import { describe, expect, it } from 'vitest';
import { boundsOf } from '../bounds.js';
import { evaluate, tensor } from '../evaluate.js';
import { numbers, runtimeError } from '../testing.js';
import { argMax } from './arg-max.js';
import { constant } from './constant.js';

describe('argMax', () => {
  it.each([0, 1, 2, -1])('is its reference on ONNX Runtime along axis %i', async (axis) => {
    expect(await runtimeError((x) => argMax(x, axis), [tensor([3, 4, 5], numbers(60))])).toBe(0);
  });

  it('takes the first of several', async () => {
    const rows = tensor([3, 4], [1, 3, 3, 0, 5, 5, 5, 5, 5, 5, 5, Number.POSITIVE_INFINITY]);
    expect([...evaluate([argMax(constant(rows.data, rows.shape), 1)])[0].data]).toEqual([1, 0, 3]);
    expect(await runtimeError((x) => argMax(x, 1), [rows])).toBe(0);
  });

  it('is an index of its axis', () => {
    const index = argMax(constant(numbers(6), [2, 3]), 1);
    expect(index).toMatchObject({ dtype: 'int64', shape: [2] });
    expect(boundsOf([index]).get(index)).toEqual({ low: 0, high: 2, mayBeNaN: false });
    expect(() => argMax(index, 0)).toThrow('arg-max');
  });
});
