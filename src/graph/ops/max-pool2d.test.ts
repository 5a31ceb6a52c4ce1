import { describe, expect, it } from 'vitest';
import { evaluate, tensor } from '../evaluate.js';
import { gradient } from '../gradient.js';
import { gradientError, numbers, runtimeError } from '../testing.js';
import type { Value } from '../types.js';
import { constant } from './constant.js';
import { input } from './input.js';
import { maxPool2d } from './max-pool2d.js';
import { multiply } from './multiply.js';
import { reduceSum } from './reduce-sum.js';

describe('maxPool2d', () => {
  it.each<[string, number | [number, number], Parameters<typeof maxPool2d>[2], [number, number]]>([
    ['the stem of ResNet', 3, { stride: 2, padding: 1 }, [6, 7]],
    ['windows side by side', 2, {}, [4, 6]],
    ['rows and columns left over', 2, { stride: 3 }, [6, 7]],
    ['windows that overlap', 3, { stride: 1 }, [5, 5]],
    ['the extra level of an FPN', 1, { stride: 2 }, [5, 4]],
    ['a window of 2 × 3, padded on two sides', [2, 3], { stride: [1, 2], padding: [0, 1, 1, 0] }, [4, 5]],
  ])('has the gradient and the result of its reference for %s', async (_name, kernel, options, size) => {
    const point = tensor([2, 2, ...size], numbers(4 * size[0] * size[1]));
    const build = (x: Value) => maxPool2d(x, kernel, options);
    expect(gradientError(build, [point])).toBeLessThan(1e-8);
    const both = (x: Value) => {
      const y = build(x);
      return [y, ...gradient(reduceSum(multiply(y, y)), [x])];
    };
    expect(await runtimeError(both, [point])).toBeLessThan(1e-6);
  });

  it('sends the gradient to the first of equal pixels, here and on ONNX Runtime', async () => {
    const flat = tensor([1, 1, 4, 4], 0);
    const slope = (x: Value) => gradient(reduceSum(maxPool2d(x, 3, { stride: 2, padding: 1 })), [x]);
    const x = input('x', flat.shape);
    const [{ data }] = evaluate(slope(x), new Map([[x, flat]]));
    expect([...data]).toEqual([1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(await runtimeError(slope, [flat])).toBe(0);
  });

  it('never lets padding win', () => {
    const [{ data }] = evaluate([maxPool2d(constant([-3, -2, -5, -4], [1, 1, 2, 2]), 3, { stride: 2, padding: 1 })]);
    expect([...data]).toEqual([-2]);
  });

  it('refuses more padding than half a window', () => {
    expect(() => maxPool2d(input('x', [1, 1, 4, 4]), 2, { padding: 2 })).toThrow('max-pool2d');
  });
});
