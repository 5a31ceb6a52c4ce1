import { describe, expect, it } from 'vitest';
import { evaluate, tensor } from '../evaluate.js';
import { runtimeError } from '../testing.js';
import { constant } from './constant.js';
import { input } from './input.js';
import { oneHot } from './one-hot.js';

describe('oneHot', () => {
  it('is all zero for a background', () => {
    const [{ shape, data }] = evaluate([oneHot(constant([1, 3, -1], [3], 'int64'), 3)]);
    expect(shape).toEqual([3, 3]);
    expect([...data]).toEqual([0, 1, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('is its reference on ONNX Runtime', async () => {
    const points = [tensor([2, 3], [0, 4, 2, -1, 5, 1])];
    expect(await runtimeError((indices) => oneHot(indices, 5), points, ['int64'])).toBe(0);
  });

  it('refuses indices that are no int64', () => {
    expect(() => oneHot(input('x', [3]), 2)).toThrow('one-hot');
  });
});
