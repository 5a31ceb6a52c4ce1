import { expect, it } from 'vitest';
import { hullRatio } from './hull-ratio.js';
import { dangersWithin, expectFinite, expectGradientAndRuntime, valuesOf } from './testing.js';

it('is area / hull, and 1 where the hull has none', async () => {
  const [areas, hulls] = [
    [50, 3, 8],
    [100, 4, 10],
  ];
  expect(valuesOf(hullRatio, areas, hulls)).toEqual([0.5, 0.75, 0.8]);
  await expectGradientAndRuntime(hullRatio, [areas, hulls]);
  expect(valuesOf(hullRatio, [0, 5, 9], [0, -1, 3])).toEqual([1, 1, 1]);
  await expectFinite(hullRatio, [
    [0, 5, 9],
    [0, -1, 3],
  ]);
  expect(
    dangersWithin(hullRatio, [
      [0, 1e12],
      [0, 1e12],
    ]),
  ).toEqual([]);
});
