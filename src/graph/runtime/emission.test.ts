import { describe, expect, it } from 'vitest';
import { tensor } from '../evaluate.js';
import { add } from '../ops/add.js';
import { broadcastTo } from '../ops/broadcast-to.js';
import { constant } from '../ops/constant.js';
import { multiply } from '../ops/multiply.js';
import { reduceSum } from '../ops/reduce-sum.js';
import { reshape } from '../ops/reshape.js';
import { numbers, runtimeError } from '../testing.js';
import type { Value } from '../types.js';

describe('runtimeError', () => {
  const six = tensor([2, 3], numbers(6));
  it.each<[string, (a: Value) => Value]>([
    ['add', (a) => add(a, constant([1, 2, 3], [3]))],
    ['multiply', (a) => multiply(a, a)],
    ['broadcast', (a) => broadcastTo(a, [4, 2, 3])],
    ['reshape', (a) => reshape(a, [3, 2])],
    ['sum', (a) => reduceSum(a, [1])],
    ['sum of all', (a) => reduceSum(a)],
    ['constant', (a) => add(a, constant(0.1, [2, 3]))],
  ])('finds ONNX Runtime and the reference in agreement on %s', async (_name, build) => {
    expect(await runtimeError(build, [six])).toBeLessThan(1e-6);
  });
});
