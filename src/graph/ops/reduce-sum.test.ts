import { describe, expect, it } from 'vitest';
import { boundsOf, dangersOf } from '../bounds.js';
import { tensor } from '../evaluate.js';
import { gradientError, numbers, runtimeError } from '../testing.js';
import { input } from './input.js';
import { reduceSum } from './reduce-sum.js';
import { boundViolations } from './testing.js';

describe('reduceSum', () => {
  const points = [tensor([2, 3, 4], numbers(24))];

  it.each([
    [[0, 1, 2], false],
    [[1], false],
    [[0, 2], true],
  ])('over axes %j (kept: %s) has its gradient and its reference on ONNX Runtime', async (axes, kept) => {
    expect(gradientError((x) => reduceSum(x, axes, kept), points)).toBeLessThan(1e-8);
    expect(await runtimeError((x) => reduceSum(x, axes, kept), points)).toBeLessThan(1e-6);
  });

  it('counts negative axes from the back and refuses axes that are not there', () => {
    const x = input('x', [2, 3, 4]);
    expect(reduceSum(x, [-1]).shape).toEqual([2, 3]);
    expect(reduceSum(x, [-3, 2], true).shape).toEqual([1, 3, 1]);
    for (const axes of [[3], [-4], [0, 0], [0, -3], [0.5]]) expect(() => reduceSum(x, axes)).toThrow('reduce-sum');
    expect(reduceSum(x, [])).toBe(x);
  });

  it('keeps within the bounds of its interval rule', async () => {
    expect(await boundViolations((x) => reduceSum(x, [1, 2]), 1, [3, 5])).toEqual([]);
  });

  it('is never negative where its terms are not, and overflows only where they allow it', () => {
    const x = input('x', [1000]);
    const sum = reduceSum(x);
    const below = (high: number) => new Map([[x, { low: 0, high, mayBeNaN: false }]]);
    expect(boundsOf([sum], below(1)).get(sum)?.low).toBe(0);
    expect(dangersOf([sum], below(1e35))).toEqual([]);
    expect(dangersOf([sum], below(1e36))).toMatchObject([{ kind: 'overflow', input: 0 }]);
  });
});
