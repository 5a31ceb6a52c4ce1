import { describe, expect, it } from 'vitest';
import { centreTarget } from './centre-target.js';
import { dangersWithin, expectFinite, expectGradientAndRuntime, valuesOf } from './testing.js';

const build = (offset: Parameters<typeof centreTarget>[0], side: Parameters<typeof centreTarget>[1]) =>
  centreTarget(offset, side);

describe('centreTarget', () => {
  it('is offset / side for priors of a pixel or more', async () => {
    const [offsets, sides] = [
      [-3, 0, 12, 100],
      [16, 2, 8, 32],
    ];
    expect(valuesOf(build, offsets, sides)).toEqual(offsets.map((offset, i) => offset / sides[i]));
    await expectGradientAndRuntime(build, [offsets, sides]);
  });

  it('is finite beside priors without a side', async () => {
    const [offsets, sides] = [
      [0, 5, 1e30, -1e30],
      [0, 0, -2, 1e-40],
    ];
    expect(valuesOf(build, offsets, sides)).toEqual([0, 5, 10, -10]);
    await expectFinite(build, [offsets, sides]);
    expect(
      dangersWithin(build, [
        [-1e15, 1e15],
        [-3e38, 3e38],
      ]),
    ).toEqual([]);
  });
});
