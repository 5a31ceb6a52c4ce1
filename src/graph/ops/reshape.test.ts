import { describe, expect, it } from 'vitest';
import { tensor } from '../evaluate.js';
import { gradientError, numbers, runtimeError } from '../testing.js';
import { constant } from './constant.js';
import { reshape } from './reshape.js';

describe('reshape', () => {
  it.each([[[6]], [[3, 2]], [[1, -1, 1]], [[2, 3]]])('to %j has its gradient and its reference', async (shape) => {
    const points = [tensor([2, 3], numbers(6))];
    expect(gradientError((x) => reshape(x, shape), points)).toBeLessThan(1e-8);
    expect(await runtimeError((x) => reshape(x, shape), points)).toBeLessThan(1e-7);
  });

  it('works out one dimension and refuses another number of elements', () => {
    const x = constant(0, [2, 6]);
    expect(reshape(x, [3, -1]).shape).toEqual([3, 4]);
    expect(() => reshape(x, [5])).toThrow('reshape');
    expect(() => reshape(x, [-1, 5])).toThrow('reshape');
  });
});
