import { expect, it } from 'vitest';
import type { Value } from '../types.js';
import { dangersWithin, expectFinite, expectGradientAndRuntime, valuesOf } from './testing.js';
import { xLogX } from './x-log-x.js';

const build = (x: Value) => xLogX(x);

it('is x ln x, and 0 with a finite gradient at 0', async () => {
  const numbers = [1e-3, 0.5, 1, 20];
  valuesOf(build, numbers).forEach((value, i) => {
    expect(value).toBeCloseTo(numbers[i] * Math.log(numbers[i]), 13);
  });
  await expectGradientAndRuntime(build, [numbers]);
  expect(valuesOf(build, [0, -2]).map(Math.abs)).toEqual([0, 0]);
  await expectFinite(build, [[0, -2, 1e-40]]);
  expect(dangersWithin(build, [[-1e9, 1e9]])).toEqual([]);
});
