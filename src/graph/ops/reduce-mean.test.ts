import { describe, expect, it } from 'vitest';
import { evaluate, tensor } from '../evaluate.js';
import { gradientError, numbers, runtimeError } from '../testing.js';
import { constant } from './constant.js';
import { reduceMean } from './reduce-mean.js';

describe('reduceMean', () => {
  const points = [tensor([2, 3, 4], numbers(24))];

  it.each([
    [[0, 1, 2], false],
    [[1], false],
    [[0, 2], true],
  ])('over axes %j (kept: %s) has its gradient and its reference on ONNX Runtime', async (axes, kept) => {
    expect(gradientError((x) => reduceMean(x, axes, kept), points)).toBeLessThan(1e-8);
    expect(await runtimeError((x) => reduceMean(x, axes, kept), points)).toBeLessThan(1e-6);
  });

  it('divides by the number of elements of each mean', () => {
    const [mean] = evaluate([reduceMean(constant([1, 2, 3, 10], [2, 2]), [1])]);
    expect([...mean.data]).toEqual([1.5, 6.5]);
  });
});
