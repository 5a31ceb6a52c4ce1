import { describe, expect, it } from 'vitest';
import { stepEffect } from './weights.js';

describe('stepEffect', () => {
  it('leaves a small gradient as it is and scales a large one to the limit', () => {
    expect(stepEffect([3, 4])).toEqual({ norm: 5, factor: 1, lost: false });
    const { factor, lost } = stepEffect([300, 400]);
    expect(factor).toBeCloseTo(35 / 500, 6);
    expect(lost).toBe(false);
  });

  it('loses every weight to one NaN: clipping multiplies all by a NaN norm (O5)', () => {
    expect(stepEffect([0.5, Number.NaN])).toEqual({ norm: Number.NaN, factor: Number.NaN, lost: true });
  });

  it('loses weights to an infinite entry, which 0 times Infinity makes NaN (R1)', () => {
    expect(stepEffect([1, Infinity]).lost).toBe(true);
  });

  it('does nothing without a gradient', () => {
    expect(stepEffect([])).toEqual({ norm: 0, factor: 1, lost: false });
  });
});
