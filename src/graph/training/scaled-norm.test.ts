import { describe, expect, it } from 'vitest';
import { boundsOf, dangersOf } from '../bounds.js';
import { evaluate, tensor } from '../evaluate.js';
import { gradient } from '../gradient.js';
import { input } from '../ops/input.js';
import { numbers, runOnRuntime, runtimeError } from '../testing.js';
import { scaledNorm } from './scaled-norm.js';

const onRuntime = (...lists: readonly (readonly number[])[]) =>
  runtimeError(
    (...values) => {
      const { norm, squares } = scaledNorm(values);
      return [norm, squares];
    },
    lists.map((list) => tensor([list.length], list)),
  );

describe('scaledNorm', () => {
  it('is the root of the sum of squares, and tells the squares of each value', async () => {
    const [a, b] = [input('a', [2]), input('b', [1])];
    const { norm, squares } = scaledNorm([a, b]);
    const feeds = new Map([
      [a, tensor([2], [3, 0])],
      [b, tensor([1], [-4])],
    ]);
    expect(evaluate([norm, squares], feeds).map(({ data }) => [...data])).toEqual([[5], [9, 16]]);
    expect(await onRuntime([...numbers(1000)], [...numbers(7, 3)], [0])).toBeLessThan(1e-6);
  });

  it.each([
    ['overflow in one element', [[2e19, 3e30], [1]]],
    ['overflow in the sum of a value', [new Array<number>(500).fill(1e18)]],
    ['overflow in the sum of all', [[1.6e19], [1.6e19]]],
    ['are all zero', [[0, 0], [-0]]],
  ])('is right in float32 where squares %s (O6)', async (_what, lists) => {
    expect(await onRuntime(...lists)).toBeLessThan(1e-6);
  });

  it.each([
    [[[3e-25, 4e-25], [1.2e-24]], 1.3e-24],
    [[[3e-40, 4e-40]], 5e-40],
    [[[6e-12, 0], [8e-12]], 1e-11],
  ])('is right in float32 where squares vanish: %j', async (lists, expected) => {
    const inputs = lists.map((list, index) => input(`x${index}`, [list.length]));
    const points = lists.map((list) => tensor([list.length], list));
    const [{ data }] = await runOnRuntime([scaledNorm(inputs).norm], inputs, points);
    expect(Number(data[0]) / expected).toBeCloseTo(1, 5);
  });

  it.each([
    ['NaN', [[1, Number.NaN], [2]]],
    ['infinity', [[1], [Number.NEGATIVE_INFINITY, 0]]],
    ['NaN beside huge elements', [[1e30, Number.NaN, 1e30]]],
    ['infinity beside huge elements', [[1e30, Number.POSITIVE_INFINITY]]],
  ])('is not finite if an element is %s', async (_what, lists) => {
    expect(await onRuntime(...lists)).toBe(0);
  });

  it('is infinite where the norm itself exceeds float32', async () => {
    expect(await onRuntime([3e38, 3e38])).toBe(0);
  });

  it('passes no gradient', () => {
    const x = input('x', [2]);
    const [derived] = evaluate(gradient(scaledNorm([x]).norm, [x]), new Map([[x, tensor([2], [3, 4])]]));
    expect([...derived.data]).toEqual([0, 0]);
  });

  it('has bounds, and a danger where those exceed float32', () => {
    const x = input('x', [4]);
    const { norm, squares } = scaledNorm([x]);
    const within = (high: number) => new Map([[x, { low: -1, high, mayBeNaN: false }]]);
    const bounds = boundsOf([norm], within(10));
    expect(bounds.get(norm)?.high).toBeGreaterThanOrEqual(20);
    expect(bounds.get(norm)?.high).toBeLessThan(20.001);
    expect(bounds.get(squares)?.high).toBeGreaterThanOrEqual(400);
    expect(dangersOf([norm], within(1e38))).toEqual([]);
    expect(dangersOf([norm], within(2e38))).toMatchObject([{ kind: 'overflow', input: 0 }]);
    expect(dangersOf([norm])).toHaveLength(1);
  });
});
