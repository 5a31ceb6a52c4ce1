import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from './random.js';

const draw = (random: Random, count = 20) => Array.from({ length: count }, () => random.uniform());

describe('Random', () => {
  it('repeats itself for the same seed and path, and not for another', () => {
    expect(draw(new Random(7, 'image', 3))).toEqual(draw(new Random(7, 'image', 3)));
    expect(draw(new Random(7, 'image', 3))).not.toEqual(draw(new Random(8, 'image', 3)));
    expect(draw(new Random(7, 'image', 3))).not.toEqual(draw(new Random(7, 'image', 4)));
    expect(draw(new Random(7, 'a', 'b'))).not.toEqual(draw(new Random(7, 'ab')));
  });

  it('gives streams that do not depend on what was drawn before', () => {
    const drawnFrom = new Random(7);
    drawnFrom.uniform();
    expect(draw(drawnFrom.stream('ground'))).toEqual(draw(new Random(7, 'ground')));
  });

  it('stays pinned across releases', () => {
    expect(draw(new Random(7, 'image', 0), 3)).toEqual([0.007315000066463129, 0.29827052935859, 0.5990666827732406]);
  });

  it('keeps to its ranges', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: -1000, max: 1000 }), fc.nat(1000), (seed, from, span) => {
        const random = new Random(seed);
        const whole = random.integer(from, from + span);
        const real = random.uniform(from, from + span + 1);
        return (
          Number.isInteger(whole) && whole >= from && whole <= from + span && real >= from && real < from + span + 1
        );
      }),
    );
  });

  it('has the moments of the distributions it names', () => {
    const random = new Random(1);
    const count = 100_000;
    const normals = Array.from({ length: count }, () => random.normal(3, 2));
    const mean = normals.reduce((sum, value) => sum + value, 0) / count;
    const variance = normals.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count;
    expect(mean).toBeCloseTo(3, 1);
    expect(Math.sqrt(variance)).toBeCloseTo(2, 1);
    const heads = Array.from({ length: count }, () =>
      random.weighted([
        ['head', 3],
        ['tail', 1],
      ] as const),
    );
    expect(heads.filter((side) => side === 'head').length / count).toBeCloseTo(0.75, 2);
  });

  it('fills arrays within the range, evenly', () => {
    const numbers = new Random(5).fill(new Float64Array(100_000), -3, 5);
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(-3);
    expect(Math.max(...numbers)).toBeLessThan(5);
    expect(numbers.reduce((sum, value) => sum + value, 0) / numbers.length).toBeCloseTo(1, 1);
  });

  it('shuffles without losing anything', () => {
    const items = Array.from({ length: 50 }, (_, index) => index);
    const shuffled = new Random(3).shuffled(items);
    expect(shuffled).not.toEqual(items);
    expect([...shuffled].sort((a, b) => a - b)).toEqual(items);
  });
});
