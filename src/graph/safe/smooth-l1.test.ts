import { describe, expect, it } from 'vitest';
import { gradientAt } from '../ops/testing.js';
import type { Value } from '../types.js';
import { smoothL1 } from './smooth-l1.js';
import { column, dangersWithin, expectGradientAndRuntime, valuesOf } from './testing.js';

const betas = [1, 1 / 9, 0.01];

describe('smoothL1', () => {
  it.each(betas)('with beta %f is the textbook form', async (beta) => {
    const build = (prediction: Value, target: Value) => smoothL1(prediction, target, beta);
    const [predictions, targets] = [
      [0.3, -2, 0.01, 5, 1],
      [0.25, 1, 0.015, 4.95, -7],
    ];
    const plain = predictions.map((prediction, i) => {
      const d = Math.abs(prediction - targets[i]);
      return d < beta ? (0.5 * d * d) / beta : d - 0.5 * beta;
    });
    valuesOf(build, predictions, targets).forEach((loss, i) => {
      expect(loss).toBeCloseTo(plain[i], 14);
    });
    await expectGradientAndRuntime(build, [predictions, targets]);
    expect(
      dangersWithin(build, [
        [-1e15, 1e15],
        [-1e15, 1e15],
      ]),
    ).toEqual([]);
  });

  it('has gradient 0 where prediction and target agree and ±1 at beta', () => {
    expect(gradientAt((p, t) => smoothL1(p, t, 0.5), column(1, 1.5, 0.5), column(1, 1, 1))).toEqual([
      [0, 1, -1],
      [0, -1, 1],
    ]);
  });
});
