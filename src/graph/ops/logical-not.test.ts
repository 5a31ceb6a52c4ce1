import { expect, it } from 'vitest';
import { boundsOf } from '../bounds.js';
import { tensor } from '../evaluate.js';
import { runtimeError } from '../testing.js';
import { areNaN } from './are-nan.js';
import { constant } from './constant.js';
import { logicalNot } from './logical-not.js';

it('is its reference on ONNX Runtime', async () => {
  expect(await runtimeError(logicalNot, [tensor([2], [0, 1])], ['bool'])).toBe(0);
});

it('is known where its input is', () => {
  const value = logicalNot(areNaN(constant(1)));
  expect(boundsOf([value]).get(value)).toEqual({ low: 1, high: 1, mayBeNaN: false });
});
