import { describe, expect, it } from 'vitest';
import { tensor } from '../evaluate.js';
import { gradientError, numbers, runtimeError } from '../testing.js';
import { reduceMax } from './reduce-max.js';
import { boundViolations, gradientAt } from './testing.js';

describe('reduceMax', () => {
  const points = [tensor([2, 3, 4], numbers(24))];

  it.each([
    [[0, 1, 2], false],
    [[1], false],
    [[0, 2], true],
  ])('over axes %j (kept: %s) has its gradient and its reference on ONNX Runtime', async (axes, kept) => {
    expect(gradientError((x) => reduceMax(x, axes, kept), points)).toBeLessThan(1e-8);
    expect(await runtimeError((x) => reduceMax(x, axes, kept), points)).toBeLessThan(1e-6);
  });

  it('shares the gradient among elements that tie', () => {
    expect(gradientAt((x) => reduceMax(x, [1]), tensor([2, 3], [7, 7, 7, 2, 4, 4]))).toEqual([
      [1 / 3, 1 / 3, 1 / 3, 0, 0.5, 0.5],
    ]);
  });

  it('does not overlook NaN, wherever it stands', async () => {
    const rows = Array.from({ length: 9 }, (_, row) =>
      Array.from({ length: 9 }, (_, i) => (i === row ? Number.NaN : i)),
    );
    const infinite = [0, 1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 4, 5, 6, 7, 8];
    expect(await runtimeError((x) => reduceMax(x, [1]), [tensor([10, 9], [...rows.flat(), ...infinite])])).toBe(0);
  });

  it('keeps within the bounds of its interval rule', async () => {
    expect(await boundViolations((x) => reduceMax(x, [1]), 1, [5])).toEqual([]);
  });
});
