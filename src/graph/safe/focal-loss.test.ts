import { describe, expect, it } from 'vitest';
import { constant } from '../ops/constant.js';
import type { Value } from '../types.js';
import { focalLoss } from './focal-loss.js';
import { dangersWithin, expectFinite, expectGradientAndRuntime, valuesOf } from './testing.js';

describe('focalLoss', () => {
  it.each([
    [2, 0.25],
    [1.5, 0.5],
    [0, 0.75],
  ])('with gamma %f and alpha %f is the textbook form', async (gamma, alpha) => {
    const build = (logits: Value, targets: Value) => focalLoss(logits, targets, { gamma, alpha });
    const [logits, targets] = [
      [-3, 0, 1.5, 4, -1],
      [0, 1, 1, 0, 1],
    ];
    valuesOf(build, logits, targets).forEach((loss, i) => {
      const p = 1 / (1 + Math.exp(-logits[i]));
      const [right, weight] = targets[i] === 1 ? [p, alpha] : [1 - p, 1 - alpha];
      expect(loss).toBeCloseTo(-weight * (1 - right) ** gamma * Math.log(right), 13);
    });
    await expectGradientAndRuntime((x) => build(x, constant(targets, [targets.length])), [logits]);
  });

  it('is finite in value and gradient for every logit', async () => {
    const build = (logits: Value, targets: Value) => focalLoss(logits, targets);
    await expectFinite(
      build,
      [
        [-1e4, -200, 200, 1e4, 1e4, -1e4],
        [1, 1, 0, 0, 1, 0],
      ],
      1e-6,
    );
    expect(
      dangersWithin(build, [
        [-1e9, 1e9],
        [0, 1],
      ]),
    ).toEqual([]);
  });
});
