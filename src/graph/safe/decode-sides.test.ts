import { describe, expect, it } from 'vitest';
import type { Value } from '../types.js';
import { decodeSides } from './decode-sides.js';
import { dangersWithin, expectFinite, expectGradientAndRuntime, valuesOf } from './testing.js';

const build = (delta: Value, prior: Value) => decodeSides(delta, prior);

describe('decodeSides', () => {
  it('is prior · e^delta for deltas that an encoder makes', async () => {
    const [deltas, priors] = [
      [-2, 0, 0.7, 4],
      [16, 2, 8, 32],
    ];
    valuesOf(build, deltas, priors).forEach((side, i) => {
      expect(side).toBeCloseTo(priors[i] * Math.exp(deltas[i]), 10);
    });
    await expectGradientAndRuntime(build, [deltas, priors]);
  });

  it('keeps sides between its bounds for every delta', async () => {
    const [deltas, priors] = [
      [1e4, -1e4, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 100],
      [16, 16, 16, 0, 1e5],
    ];
    const sides = valuesOf((d, p) => decodeSides(d, p, { largest: 4096 }), deltas, priors);
    [1000, 16 / 62.5, 1000, 0.01, 4096].forEach((side, i) => {
      expect(sides[i]).toBeCloseTo(side, 3);
    });
    await expectFinite(build, [deltas, priors]);
    expect(
      dangersWithin(build, [
        [-3e38, 3e38],
        [0, 1e5],
      ]),
    ).toEqual([]);
  });
});
