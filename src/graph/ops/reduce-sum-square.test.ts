import { describe, expect, it } from 'vitest';
import { tensor } from '../evaluate.js';
import { gradientError, numbers, runtimeError } from '../testing.js';
import { reduceSumSquare } from './reduce-sum-square.js';
import { boundViolations } from './testing.js';

describe('reduceSumSquare', () => {
  const points = [tensor([2, 3, 4], numbers(24))];

  it.each([
    [[0, 1, 2], false],
    [[1], false],
    [[0, 2], true],
    [[-1], false],
    [[], false],
  ])('over axes %j (kept: %s) has its gradient and its reference on ONNX Runtime', async (axes, kept) => {
    expect(gradientError((x) => reduceSumSquare(x, axes, kept), points)).toBeLessThan(1e-8);
    expect(await runtimeError((x) => reduceSumSquare(x, axes, kept), points)).toBeLessThan(1e-6);
  });

  it('keeps within the bounds of its interval rule', async () => {
    expect(await boundViolations((x) => reduceSumSquare(x, [1, 2]), 1, [3, 5])).toEqual([]);
  });
});
