import { describe, expect, it } from 'vitest';
import { wrapAngle as wrapped } from '../../geometry/angle.js';
import { tensor } from '../evaluate.js';
import { gradientAt } from '../ops/testing.js';
import { numbers, runtimeError } from '../testing.js';
import type { Value } from '../types.js';
import { valuesOf } from './testing.js';
import { wrapAngle } from './wrap-angle.js';

describe('wrapAngle', () => {
  it.each([
    [Math.PI, -Math.PI / 2],
    [Math.PI, -Math.PI / 4],
    [Math.PI / 2, 0],
    [2 * Math.PI, -Math.PI],
    [1, 3],
  ])('of period %f from %f on wraps as the geometry does, also in float32', async (period, start) => {
    const build = (angle: Value) => wrapAngle(angle, period, start);
    const angles = [...numbers(200)].map((u, i) => (i < 100 ? 3 * u : 5000 * u));
    angles.push(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, start, start + period / 2);
    const values = valuesOf(build, angles);
    values.forEach((value, i) => {
      const apart = Math.abs(value - wrapped(angles[i], period, start));
      expect(Math.min(apart, period - apart)).toBeLessThan(1e-11);
      expect(value).toBeGreaterThanOrEqual(start);
      expect(value).toBeLessThan(start + period);
    });
    const error = await runtimeError(build, [
      tensor(
        [angles.length],
        angles.map((a) => Math.round(a * 64) / 64),
      ),
    ]);
    expect(error).toBeLessThan(1e-3);
  });

  it('leaves angles of the range as they are and passes the gradient', () => {
    const angles = [-1.5, -0.3, 0, 0.7, 1.5];
    expect(valuesOf((x) => wrapAngle(x, Math.PI, -Math.PI / 2), angles)).toEqual(angles);
    const gradient = gradientAt((x) => wrapAngle(x, Math.PI, -Math.PI / 2), tensor([4], [0.2, 2, -50, Number.NaN]));
    expect(gradient).toEqual([[1, 1, 1, 0]]);
  });
});
