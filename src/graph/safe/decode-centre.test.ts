import { describe, expect, it } from 'vitest';
import { decodeCentre } from './decode-centre.js';
import { dangersWithin, expectFinite, expectGradientAndRuntime, valuesOf } from './testing.js';

describe('decodeCentre', () => {
  it('is centre + delta · side for shifts that an encoder makes', async () => {
    const columns = [
      [-2, 0, 0.7, 4],
      [100, 20, 500, 3],
      [16, 2, 8, 32],
    ];
    expect(valuesOf(decodeCentre, ...columns)).toEqual([68, 20, 505.6, 131]);
    await expectGradientAndRuntime(decodeCentre, columns);
  });

  it('shifts by no more than 8 sides or 64 px', async () => {
    const columns = [
      [1e30, -1e30, Number.POSITIVE_INFINITY, 50],
      [0, 0, 5, 7],
      [4, 16, 100, 0],
    ];
    const [a, b, c, d] = valuesOf(decodeCentre, ...columns);
    expect([a, b, c]).toEqual([64, -128, 805]);
    expect(d).toBeCloseTo(7.05);
    await expectFinite(decodeCentre, columns);
    expect(
      dangersWithin(decodeCentre, [
        [-1e30, 1e30],
        [-1e5, 1e5],
        [-1e5, 1e5],
      ]),
    ).toEqual([]);
  });
});
