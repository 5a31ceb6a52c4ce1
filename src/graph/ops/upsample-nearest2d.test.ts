import { describe, expect, it } from 'vitest';
import { evaluate, tensor } from '../evaluate.js';
import { gradientError, numbers, runtimeError } from '../testing.js';
import type { Value } from '../types.js';
import { constant } from './constant.js';
import { input } from './input.js';
import { upsampleNearest2d } from './upsample-nearest2d.js';

describe('upsampleNearest2d', () => {
  it.each<[string, Parameters<typeof upsampleNearest2d>[1]]>([
    ['twice as large', { factor: 2 }],
    ['3 × 1 times as large', { factor: [3, 1] }],
    ['one pixel short of twice as large', { size: [5, 7] }],
    ['to a size that is no multiple', { size: [8, 9] }],
  ])('has the gradient and the result of its reference %s', async (_name, to) => {
    const point = tensor([2, 2, 3, 4], numbers(48));
    const build = (x: Value) => upsampleNearest2d(x, to);
    expect(gradientError(build, [point])).toBeLessThan(1e-8);
    expect(await runtimeError(build, [point])).toBe(0);
  });

  // torch.nn.functional.interpolate(torch.arange(5.)[None, None, None], size=(1, n)) repeats these pixels.
  it.each([
    [8, [0, 0, 1, 1, 2, 3, 3, 4]],
    [9, [0, 0, 1, 1, 2, 2, 3, 3, 4]],
    [13, [0, 0, 0, 1, 1, 1, 2, 2, 3, 3, 3, 4, 4]],
  ])('repeats the pixels that PyTorch repeats for a width of %i', (width, pixels) => {
    const [{ data }] = evaluate([upsampleNearest2d(constant([0, 1, 2, 3, 4], [1, 1, 1, 5]), { size: [1, width] })]);
    expect([...data]).toEqual(pixels);
  });

  it('leaves alone what has the size, and refuses to shrink', () => {
    const x = input('x', [1, 1, 4, 4]);
    expect(upsampleNearest2d(x, { size: [4, 4] })).toBe(x);
    expect(() => upsampleNearest2d(x, { size: [8, 2] })).toThrow('upsample-nearest2d');
  });
});
