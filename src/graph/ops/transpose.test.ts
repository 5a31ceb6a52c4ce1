import { describe, expect, it } from 'vitest';
import { evaluate, tensor } from '../evaluate.js';
import { gradientError, numbers, runtimeError } from '../testing.js';
import { constant } from './constant.js';
import { input } from './input.js';
import { transpose } from './transpose.js';

describe('transpose', () => {
  it('reverses the axes by default', () => {
    const [{ shape, data }] = evaluate([transpose(constant([1, 2, 3, 4, 5, 6], [2, 3]))]);
    expect(shape).toEqual([3, 2]);
    expect([...data]).toEqual([1, 4, 2, 5, 3, 6]);
  });

  it.each([[[1, 0, 2]], [[2, 0, 1]], [[2, 1, 0]], [[0, 2, 1]]])('puts axes in the order %j', async (permutation) => {
    const build = (x: Parameters<typeof transpose>[0]) => transpose(x, permutation);
    const point = tensor([2, 3, 4], numbers(24));
    expect(gradientError(build, [point])).toBeLessThan(1e-8);
    expect(await runtimeError(build, [point])).toBe(0);
  });

  it('refuses axes that are no permutation', () => {
    expect(() => transpose(input('x', [2, 3]), [0, 0])).toThrow('transpose');
    expect(() => transpose(input('x', [2, 3]), [1])).toThrow('transpose');
  });
});
