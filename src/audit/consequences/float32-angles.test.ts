import { describe, expect, it } from 'vitest';
import { normAngle, regularizeBox } from './float32-angles.js';

const f = Math.fround;

describe('normAngle', () => {
  it.each([
    ['le90', 2, 2 - Math.PI],
    ['le90', -2, Math.PI - 2],
    ['le135', 2, 2],
    ['le135', 3, 3 - Math.PI],
    ['le135', -1, Math.PI - 1],
    ['oc', 100, 100],
  ] as const)('%s brings %d to %d', (version, angle, expected) => {
    expect(normAngle(f(angle), version)).toBeCloseTo(expected, 6);
  });

  it('keeps NaN, and makes NaN of an infinite angle', () => {
    expect(normAngle(Number.NaN, 'le90')).toBeNaN();
    expect(normAngle(Number.POSITIVE_INFINITY, 'le135')).toBeNaN();
  });
});

describe('regularizeBox', () => {
  const place = { cx: 10, cy: 20 };

  it('stands a square on the range of each version: π/2 in le90 and le135, -π/2 in oc', () => {
    const square = { ...place, w: 32, h: 32, theta: 0 };
    expect(regularizeBox(square, 'le135').theta).toBeCloseTo(Math.PI / 2, 6);
    expect(regularizeBox(square, 'oc').theta).toBeCloseTo(-Math.PI / 2, 6);
    expect(Math.abs(regularizeBox(square, 'le90').theta)).toBeCloseTo(Math.PI / 2, 6);
  });

  it('puts the long side first in le90 and le135', () => {
    const tall = { ...place, w: 10, h: 40, theta: f(0.25) };
    for (const version of ['le90', 'le135'] as const) {
      const { w, h, theta } = regularizeBox(tall, version);
      expect([w, h]).toEqual([40, 10]);
      expect(Math.cos(2 * (theta - 0.25 - Math.PI / 2))).toBeCloseTo(1, 6);
    }
  });

  it('takes whichever side fits the quarter turn of oc', () => {
    const { w, h, theta } = regularizeBox({ ...place, w: 10, h: 40, theta: f(0.25) }, 'oc');
    expect([w, h]).toEqual([40, 10]);
    expect(theta).toBeCloseTo(0.25 - Math.PI / 2, 6);
  });
});
