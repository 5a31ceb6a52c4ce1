import { describe, expect, it } from 'vitest';
import { chanceOfNothing, estimatedPositives, samplingProbability, timingOf } from './timing.js';

describe('timing of a ground truth among the proposals', () => {
  it.each([
    // The catalogue's table, section 1.4: positives, chance an epoch, median epoch, chance of six clean epochs.
    [128, 1, 1, 0],
    [200, 0.64, 1, 0.002],
    [400, 0.32, 2, 0.1],
    [800, 0.16, 4, 0.35],
    [1600, 0.08, 9, 0.61],
  ])('%d positives: %d an epoch, epoch %d, %d clean', (positives, probability, epoch, clean) => {
    const chance = samplingProbability(positives);
    expect(chance).toBeCloseTo(probability, 10);
    expect(timingOf(chance)).toEqual({ probability: chance, epoch });
    expect(chanceOfNothing(chance, 6)).toBeCloseTo(clean, 2);
  });

  it('agrees with a simulation of the median', () => {
    let seed = 11;
    const random = (): number => {
      seed = (seed * 1664525 + 1013904223) >>> 0;
      return seed / 2 ** 32;
    };
    for (const probability of [0.05, 0.16, 0.5]) {
      const epochs = Array.from({ length: 4_001 }, () => {
        let epoch = 1;
        while (random() >= probability) epoch++;
        return epoch;
      }).sort((a, b) => a - b);
      expect(Math.abs(epochs[2_000] - timingOf(probability).epoch)).toBeLessThanOrEqual(1);
    }
  });

  it('is sure to meet the object of an image with few of them, and caps the estimate for crowds', () => {
    expect(samplingProbability(estimatedPositives(1))).toBe(1);
    expect(samplingProbability(estimatedPositives(25))).toBe(1);
    expect(estimatedPositives(100)).toBe(500);
    expect(estimatedPositives(1_000)).toBe(3_000);
  });
});
