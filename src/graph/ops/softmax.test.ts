import { describe, expect, it } from 'vitest';
import { dangersOf } from '../bounds.js';
import { tensor } from '../evaluate.js';
import { gradient } from '../gradient.js';
import { gradientError, numbers, runtimeError } from '../testing.js';
import type { Value } from '../types.js';
import { constant } from './constant.js';
import { input } from './input.js';
import { logSoftmax } from './log-softmax.js';
import { multiply } from './multiply.js';
import { reduceSum } from './reduce-sum.js';
import { softmax } from './softmax.js';
import { boundViolations } from './testing.js';

describe.each([
  ['softmax', softmax],
  ['logSoftmax', logSoftmax],
])('%s', (_name, build) => {
  it.each([0, 1, -1])('has the gradient of central differences along axis %i', (axis) => {
    const point = tensor(
      [2, 3, 4],
      numbers(24).map((x) => 5 * x),
    );
    expect(gradientError((x) => build(x, axis), [point])).toBeLessThan(1e-7);
  });

  it('has it at ties and where one class takes all', () => {
    expect(gradientError((x) => build(x), [tensor([2, 3], [1, 1, 1, 0, 40, 0])])).toBeLessThan(1e-7);
  });

  it('is its reference on ONNX Runtime, its gradient too', async () => {
    const both = (x: Value) => {
      const y = build(x, 1);
      const weights = constant(numbers(12, 5), [3, 4]);
      return [y, ...gradient(reduceSum(multiply(y, weights)), [x])];
    };
    const logits = [0, 1, -2, 3, 1000, 1001, 999, -1000, 1e6, 1e6, 1e6, -1e30];
    expect(await runtimeError(both, [tensor([3, 4], logits)])).toBeLessThan(1e-6);
    expect(
      await runtimeError(
        (x) => build(x, 0),
        [
          tensor(
            [3, 4],
            logits.map((x) => x % 50),
          ),
        ],
      ),
    ).toBeLessThan(1e-6);
  });

  it('keeps within the bounds of its interval rule', async () => {
    expect(await boundViolations((x) => build(x), 1, [5])).toEqual([]);
  });

  it('asks for finite logits', () => {
    const x = input('x', [3]);
    const bounds = { low: 0, high: Number.POSITIVE_INFINITY, mayBeNaN: false };
    expect(dangersOf([build(x)], new Map([[x, bounds]]))).toMatchObject([{ kind: 'domain', input: 0 }]);
  });
});
