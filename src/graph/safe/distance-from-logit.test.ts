import { expect, it } from 'vitest';
import type { Value } from '../types.js';
import { distanceFromLogit } from './distance-from-logit.js';
import { dangersWithin, expectFinite, expectGradientAndRuntime, valuesOf } from './testing.js';

const build = (logit: Value) => distanceFromLogit(logit, 8, 1024);

it('is stride · e^logit up to four times the longest side', async () => {
  const logits = [-3, 0, 2, 6];
  valuesOf(build, logits).forEach((distance, i) => {
    expect(distance).toBeCloseTo(8 * Math.exp(logits[i]), 9);
  });
  await expectGradientAndRuntime(build, [logits]);
  expect(valuesOf(build, [89])[0]).toBeCloseTo(4096, 2);
  await expectFinite(build, [[89, 1e4, Number.POSITIVE_INFINITY, -1e4]]);
  expect(dangersWithin(build, [[-3e38, 3e38]])).toEqual([]);
});
