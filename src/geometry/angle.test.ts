import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wrapAngle } from './angle.js';

const ranges = [
  { period: Math.PI, start: -Math.PI / 2 },
  { period: Math.PI, start: -Math.PI / 4 },
  { period: Math.PI / 2, start: 0 },
  { period: 2 * Math.PI, start: -Math.PI },
];

describe('wrapAngle', () => {
  it('lands in the range for every finite angle, however large', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom(...ranges), (angle, range) => {
        const wrapped = wrapAngle(angle, range.period, range.start);
        expect(wrapped >= range.start && wrapped < range.start + range.period).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  it('moves an angle by a whole number of periods', () => {
    fc.assert(
      fc.property(fc.double({ min: -100, max: 100, noNaN: true }), fc.constantFrom(...ranges), (angle, range) => {
        const turns = (wrapAngle(angle, range.period, range.start) - angle) / range.period;
        expect(Math.abs(turns - Math.round(turns))).toBeLessThan(1e-13);
      }),
    );
  });

  it('leaves an angle in the range alone, bit for bit', () => {
    for (const angle of [-Math.PI / 2, -1e-300, 0, 5e-324, 1.5707963267948963]) {
      expect(wrapAngle(angle, Math.PI, -Math.PI / 2)).toBe(angle);
    }
  });

  it('maps the open end of the range to its start', () => {
    expect(wrapAngle(Math.PI / 2, Math.PI, -Math.PI / 2)).toBe(-Math.PI / 2);
  });

  it('takes a non-finite angle for 0, and ends (A9 hangs here)', () => {
    for (const angle of [Number.NaN, Infinity, -Infinity]) {
      expect(wrapAngle(angle, Math.PI, -Math.PI / 2)).toBe(0);
      expect(wrapAngle(angle, Math.PI, -Math.PI)).toBe(-Math.PI); // [-π, 0) holds no 0
    }
  });
});
