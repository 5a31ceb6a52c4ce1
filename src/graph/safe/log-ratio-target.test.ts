import { describe, expect, it } from 'vitest';
import { logRatioTarget } from './log-ratio-target.js';
import { dangersWithin, expectFinite, expectGradientAndRuntime, valuesOf } from './testing.js';

describe('logRatioTarget', () => {
  const sides = [1, 7.5, 40, 900, 3];
  const priors = [2, 8, 32, 512, 64];

  it('is ln(side / prior) for boxes that training can see', async () => {
    const plain = sides.map((side, i) => Math.log(side / priors[i]));
    valuesOf((g, p) => logRatioTarget(g, p), sides, priors).forEach((target, i) => {
      expect(target).toBeCloseTo(plain[i], 14);
    });
    await expectGradientAndRuntime((g, p) => logRatioTarget(g, p), [sides, priors]);
  });

  it('is finite for sides of zero, negative or infinite, and stays within what can be decoded', async () => {
    const odd = [0, -1, Number.POSITIVE_INFINITY, 0, 1e-40];
    const others = [16, 16, 16, 0, 16];
    await expectFinite((g, p) => logRatioTarget(g, p), [odd, others]);
    await expectFinite((g, p) => logRatioTarget(g, p), [others, odd]);
    const limit = Math.fround(Math.log(62.5));
    expect(valuesOf((g, p) => logRatioTarget(g, p), odd, others)).toEqual([-limit, -limit, limit, 0, -limit]);
  });

  it('is proved finite for all finite sides', () => {
    const all = [-3e38, 3e38] as const;
    expect(dangersWithin((g, p) => logRatioTarget(g, p), [all, all])).toEqual([]);
  });
});
