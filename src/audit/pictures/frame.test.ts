import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameAround } from './frame.js';

describe('frameAround', () => {
  it('shows a small box with surroundings, in the middle', () => {
    expect(frameAround([300, 300, 360, 300, 360, 300, 300, 300])).toEqual({ x: 282, y: 252, side: 96 });
  });

  it('shows a large box whole', () => {
    expect(frameAround([0, 0, 1000, 0, 1000, 400, 0, 400])).toEqual({ x: -300, y: -600, side: 1600 });
  });

  it('stays with most corners when one is far away', () => {
    const frame = frameAround([500, 500, 1e6, 500, 520, 540, 500, 540]);
    expect(frame?.side).toBe(4096);
    expect(Math.abs((frame?.x ?? 0) + 2048 - 510)).toBeLessThan(20);
  });

  it('keeps to the corners that are finite', () => {
    const frame = frameAround([300, 300, 360, 300, 360, 300, 300, 300]);
    expect(frameAround([300, 300, 360, 300, Number.NaN, 999, 999, Number.POSITIVE_INFINITY])).toEqual(frame);
  });

  it('has none where no corner is finite', () => {
    expect(frameAround([0, Number.NaN, Number.POSITIVE_INFINITY, 0])).toBeUndefined();
    expect(frameAround([])).toBeUndefined();
  });

  it('holds every box it can hold, on whole pixels', () => {
    const corners = fc.array(fc.double({ min: -1e4, max: 1e4, noNaN: true }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(corners, (polygon) => {
        const frame = frameAround(polygon);
        if (frame === undefined) return false;
        const { x, y, side } = frame;
        const whole = [x, y, side].every(Number.isInteger) && side >= 96 && side <= 4096;
        const inside = polygon.every((value, i) => {
          const from = i % 2 === 0 ? x : y;
          return value >= from - 1 && value <= from + side + 1;
        });
        return whole && (inside || side === 4096);
      }),
    );
  });

  it('gives finite frames for any finite box', () => {
    const corners = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(corners, (polygon) => {
        const frame = frameAround(polygon);
        return frame !== undefined && Object.values(frame).every(Number.isFinite);
      }),
    );
  });
});
