import { expect, it } from 'vitest';
import { boundsOf } from '../bounds.js';
import { evaluate, tensor } from '../evaluate.js';
import { runtimeError } from '../testing.js';
import { constant, constantOf } from './constant.js';

it('is its numbers on ONNX Runtime, one number filling the shape', async () => {
  const values = [constant([1, -2.5, Number.POSITIVE_INFINITY], [3]), constant(0.1, [2, 2]), constant(7)];
  expect(evaluate(values)[1]).toEqual(tensor([2, 2], 0.1));
  expect(await runtimeError(() => values, [])).toBeLessThan(1e-7);
  expect(await runtimeError(() => [constant([1, -3], [2], 'int64'), constant([1, 0], [2], 'bool')], [])).toBe(0);
});

it('is bounded by its numbers in float64 and in float32', () => {
  const value = constant([0.1, Number.NaN, -2], [3]);
  const { low, high, mayBeNaN } = boundsOf([value]).get(value) ?? {};
  expect([low, mayBeNaN]).toEqual([-2, true]);
  expect(high).toBe(Math.fround(0.1));
  expect(constantOf(value)?.shape).toEqual([3]);
});
