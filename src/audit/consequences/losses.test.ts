import { describe, expect, it } from 'vitest';
import { regressionLoss } from './losses.js';

const { NEGATIVE_INFINITY, NaN: notANumber } = Number;
const smooth = { kind: 'smooth-l1', beta: 1 / 9 } as const;

describe('regressionLoss', () => {
  it.each([
    // Reproduced with torch 1.13 (R1): target, loss, gradient at a prediction of 0.
    ['smooth-l1', NEGATIVE_INFINITY, Infinity, notANumber],
    ['smooth-l1', notANumber, notANumber, notANumber],
    ['smooth-l1', -1e30, Math.fround(1e30), 1],
    ['smooth-l1', 16, 16 - 1 / 18, -1],
    ['l1', NEGATIVE_INFINITY, Infinity, 1],
    ['l1', notANumber, notANumber, 0],
    ['l1', 16, 16, -1],
  ] as const)('%s of target %d is %d, with gradient %d', (kind, target, loss, gradient) => {
    const value = regressionLoss([target], kind === 'l1' ? { kind } : smooth);
    expect(value.gradient).toEqual([gradient]);
    if (Number.isFinite(loss)) expect(value.loss / loss).toBeCloseTo(1, 6);
    else expect(value.loss).toBe(loss);
  });

  it('is quadratic below beta and linear above, joined without a step', () => {
    const beta = 0.11;
    const at = (target: number) => regressionLoss([target], { kind: 'smooth-l1', beta });
    expect(at(0.05).loss).toBeCloseTo((0.5 * 0.05 ** 2) / beta, 7);
    expect(at(0.05).gradient[0]).toBeCloseTo(-0.05 / beta, 6);
    expect(at(beta - 1e-6).loss).toBeCloseTo(at(beta + 1e-6).loss, 5);
    expect(at(0)).toEqual({ loss: 0, gradient: [0] });
  });

  it('bounds the gradient of every finite target by 1', () => {
    for (const target of [1e-20, 1e-3, 0.1, 0.12, 5, 1e10, 3e38]) {
      for (const loss of [smooth, { kind: 'l1' }] as const) {
        expect(Math.abs(regressionLoss([target], loss).gradient[0])).toBeLessThanOrEqual(1);
      }
    }
  });

  it('sums the parts, one NaN in a part leaves the others alone', () => {
    const { loss, gradient } = regressionLoss([0.5, NEGATIVE_INFINITY, -0.5], smooth);
    expect(loss).toBe(Infinity);
    expect(gradient).toEqual([-1, notANumber, 1]);
  });
});
