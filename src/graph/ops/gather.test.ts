import { describe, expect, it } from 'vitest';
import { evaluate, tensor } from '../evaluate.js';
import { gradient } from '../gradient.js';
import { gradientError, numbers, runtimeError } from '../testing.js';
import type { Value } from '../types.js';
import { constant } from './constant.js';
import { gather } from './gather.js';
import { gatherElements } from './gather-elements.js';
import { input } from './input.js';
import { multiply } from './multiply.js';
import { reduceSum } from './reduce-sum.js';

const indices = (shape: readonly number[], data: readonly number[]) => constant(data, shape, 'int64');

describe('gather', () => {
  it('takes rows in any order, as often as asked', () => {
    const [{ shape, data }] = evaluate([gather(constant([1, 2, 3, 4, 5, 6], [3, 2]), indices([4], [2, 0, 2, 1]))]);
    expect(shape).toEqual([4, 2]);
    expect([...data]).toEqual([5, 6, 1, 2, 5, 6, 3, 4]);
  });

  it.each<[string, (x: Value) => Value]>([
    ['rows', (x) => gather(x, indices([3], [1, 0, 1]))],
    ['a table of columns', (x) => gather(x, indices([2, 2], [2, 0, 0, 1]), 1)],
    ['one element of the last axis', (x) => gather(x, indices([], [3]), -1)],
    ['nothing', (x) => gather(x, indices([0], []))],
  ])('gives %s, and adds the gradient up where an index occurs twice', async (_name, build) => {
    const point = tensor([2, 3, 4], numbers(24));
    expect(gradientError(build, [point])).toBeLessThan(1e-8);
    const both = (x: Value) => {
      const y = build(x);
      return [y, ...gradient(reduceSum(multiply(y, y)), [x])];
    };
    expect(await runtimeError(both, [point])).toBeLessThan(1e-6);
  });

  it('refuses indices that are no int64', () => {
    expect(() => gather(input('x', [3]), input('i', [2]))).toThrow('gather');
    expect(() => gather(input('x', [3]), input('i', [2], 'int64'), 1)).toThrow('gather');
  });
});

describe('gatherElements', () => {
  it('takes one element of each line', () => {
    const logits = constant([1, 2, 3, 4, 5, 6], [2, 3]);
    const [{ shape, data }] = evaluate([gatherElements(logits, indices([2, 1], [2, 0]), 1)]);
    expect(shape).toEqual([2, 1]);
    expect([...data]).toEqual([3, 4]);
  });

  it.each<[string, (x: Value) => Value]>([
    ['along the last axis', (x) => gatherElements(x, indices([2, 3, 2], [0, 0, 3, 1, 2, 2, 1, 0, 3, 3, 0, 1]), -1)],
    ['along the first', (x) => gatherElements(x, indices([1, 3, 4], [0, 1, 1, 0, 0, 0, 1, 1, 1, 0, 1, 0]), 0)],
  ])('has the gradient of central differences %s', async (_name, build) => {
    const point = tensor([2, 3, 4], numbers(24));
    expect(gradientError(build, [point])).toBeLessThan(1e-8);
    const both = (x: Value) => {
      const y = build(x);
      return [y, ...gradient(reduceSum(multiply(y, y)), [x])];
    };
    expect(await runtimeError(both, [point])).toBeLessThan(1e-6);
  });
});
