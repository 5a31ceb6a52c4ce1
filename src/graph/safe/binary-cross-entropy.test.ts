import { describe, expect, it } from 'vitest';
import { binaryCrossEntropy } from './binary-cross-entropy.js';
import { dangersWithin, expectFinite, expectGradientAndRuntime, valuesOf } from './testing.js';

describe('binaryCrossEntropy', () => {
  it('is −y ln p − (1 − y) ln(1 − p)', async () => {
    const [logits, targets] = [
      [-3, 0, 1.5, 4, -1],
      [0, 1, 1, 0, 0.3],
    ];
    valuesOf(binaryCrossEntropy, logits, targets).forEach((loss, i) => {
      const p = 1 / (1 + Math.exp(-logits[i]));
      expect(loss).toBeCloseTo(-targets[i] * Math.log(p) - (1 - targets[i]) * Math.log(1 - p), 13);
    });
    await expectGradientAndRuntime(binaryCrossEntropy, [logits, targets]);
  });

  it('is finite, and right, where the sigmoid is 0 or 1', async () => {
    const [logits, targets] = [
      [-1e4, -200, 200, 1e4, 1e4, 30],
      [1, 1, 0, 0, 1, 1],
    ];
    const [a, b, c, d, e, f] = valuesOf(binaryCrossEntropy, logits, targets);
    expect([a, b, c, d, e]).toEqual([1e4, 200, 200, 1e4, 0]);
    expect(f).toBeCloseTo(Math.exp(-30), 20);
    await expectFinite(binaryCrossEntropy, [logits, targets], 1e-6);
    expect(
      dangersWithin(binaryCrossEntropy, [
        [-1e30, 1e30],
        [0, 1],
      ]),
    ).toEqual([]);
  });
});
