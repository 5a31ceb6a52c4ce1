import { describe, expect, it } from 'vitest';
import { evaluate, tensor } from '../evaluate.js';
import { gradientError, numbers, runtimeError } from '../testing.js';
import { constant } from './constant.js';
import { input } from './input.js';
import { topK } from './top-k.js';

describe('topK', () => {
  it('puts the first of equal elements first', () => {
    const [values, indices] = evaluate(topK(constant([1, 5, 5, 2, 0, -1, 0, 0], [2, 4]), 3));
    expect([...values.data]).toEqual([5, 5, 2, 0, 0, 0]);
    expect([...indices.data]).toEqual([1, 2, 3, 0, 2, 3]);
  });

  it('has the gradient of central differences', () => {
    expect(gradientError((x) => topK(x, 2)[0], [tensor([3, 5], numbers(15))])).toBeLessThan(1e-8);
  });

  it('is its reference on ONNX Runtime, ties included', async () => {
    const ties = Array.from({ length: 200 }, (_, i) => (i * 7919) % 13);
    expect(await runtimeError((x) => topK(x, 17), [tensor([2, 100], ties)])).toBe(0);
    expect(await runtimeError((x) => topK(x, 100), [tensor([2, 100], ties)])).toBe(0);
  });

  it('refuses to take more than there is', () => {
    expect(() => topK(input('x', [3, 2]), 3)).toThrow('top-k');
  });
});
