import { describe, expect, it } from 'vitest';
import { evaluate, tensor } from '../evaluate.js';
import { constant } from '../ops/constant.js';
import { reduceSumSquare } from '../ops/reduce-sum-square.js';
import { unguardedSqrt } from '../ops/sqrt.js';
import { numbers, runtimeError } from '../testing.js';
import { globalNorm } from './global-norm.js';

const normOf = (...lists: readonly (readonly number[])[]) =>
  evaluate([globalNorm(lists.map((list) => constant(list, [list.length])))])[0].data[0];
const onRuntime = (...lists: readonly (readonly number[])[]) =>
  runtimeError(
    (...values) => globalNorm(values),
    lists.map((list) => tensor([list.length], list)),
  );

describe('globalNorm', () => {
  it('is the root of the sum of squares', async () => {
    const lists = [[3, 0], [4], [...numbers(50)]];
    expect(normOf([3, 0], [4])).toBe(5);
    expect(normOf(...lists)).toBeCloseTo(Math.hypot(...lists.flat()), 12);
    expect(await onRuntime(...lists)).toBeLessThan(1e-6);
  });

  it('is right in float32 where the squares overflow or vanish (O6)', async () => {
    const huge = [2e19, 3e30];
    expect(await runtimeError((x) => unguardedSqrt(reduceSumSquare(x)), [tensor([2], huge)])).toBeGreaterThan(1);
    expect(await onRuntime(huge, [1])).toBeLessThan(1e-6);
    expect(await onRuntime([3e-25, 4e-25])).toBeLessThan(1e-6);
    expect(await onRuntime([0, 0])).toBe(0);
    expect(normOf([0, 0])).toBe(0);
  });

  it('is not finite if an element is not', async () => {
    expect(normOf([1, Number.NaN], [2])).toBeNaN();
    expect(Number.isFinite(normOf([1], [Number.NEGATIVE_INFINITY]))).toBe(false);
    expect(await onRuntime([1, 2, 3], [2, Number.NaN])).toBe(0);
  });
});
