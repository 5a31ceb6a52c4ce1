import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type WindowOptions, windowsOf } from './windows.js';

const usual: WindowOptions = { size: 1024, overlap: 200, rates: [1], resize: false, imageShare: 0.6 };

const places = (width: number, height: number, options: Partial<WindowOptions> = {}) =>
  windowsOf({ width, height }, { ...usual, ...options }).map(({ x, y, width: side }) => [x, y, side]);

describe('windowsOf', () => {
  it('steps by size minus overlap, column by column, and moves the last window back to the border', () => {
    expect(places(2000, 1100)).toEqual([
      [0, 0, 1024],
      [0, 76, 1024],
      [824, 0, 1024],
      [824, 76, 1024],
      [976, 0, 1024],
      [976, 76, 1024],
    ]);
  });

  it('adds no window where one ends at the border exactly', () => {
    expect(places(1024, 1024)).toEqual([[0, 0, 1024]]);
    expect(places(1848, 1024)).toHaveLength(2);
    expect(places(1849, 1024)).toHaveLength(3);
  });

  it('divides window and overlap by the rate, rounding down', () => {
    expect(places(700, 680, { overlap: 500, rates: [1.5] })).toEqual([
      [0, 0, 682],
      [18, 0, 682],
    ]);
    expect(places(3000, 2048, { rates: [0.5] })).toEqual([
      [0, 0, 2048],
      [952, 0, 2048],
    ]);
  });

  it('leaves out rates whose windows are mostly empty, unless all are', () => {
    const sides = (width: number, height: number) =>
      new Set(windowsOf({ width, height }, { ...usual, rates: [0.5, 1, 2] }).map((window) => window.width));
    expect(sides(1200, 1200)).toEqual(new Set([1024, 512]));
    expect(sides(900, 900)).toEqual(new Set([1024, 512]));
    expect(sides(600, 100)).toEqual(new Set([512]));
  });

  it('with resizing, cuts windows of one size from images of other sizes, and names the rate', () => {
    const windows = windowsOf({ width: 1000, height: 801 }, { ...usual, rates: [0.5, 2], resize: true, imageShare: 0 });
    expect(windows.map(({ x, y, width, rate, label }) => [x, y, width, rate, label])).toEqual([
      [0, 0, 1024, 0.5, '0.5'],
      [0, 0, 1024, 2, '2'],
      [0, 578, 1024, 2, '2'],
      [824, 0, 1024, 2, '2'],
      [824, 578, 1024, 2, '2'],
      [976, 0, 1024, 2, '2'],
      [976, 578, 1024, 2, '2'],
    ]);
  });

  it.each([
    [{ overlap: 1024 }, 'tiling/overlap-too-large'],
    [{ overlap: -1 }, 'tiling/overlap-too-large'],
    [{ rates: [2000] }, 'tiling/overlap-too-large'],
    [{ rates: [0] }, 'tiling/bad-rate'],
    [{ rates: [Number.NaN] }, 'tiling/bad-rate'],
  ])('refuses %o', (options, code) => {
    expect(() => places(100, 100, options)).toThrow(expect.objectContaining({ code }));
  });

  it('covers every pixel, stays in the image where it fits, and keeps at least the overlap', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 100, max: 1500 }),
        fc.integer({ min: 0, max: 90 }),
        (width, height, size, percent) => {
          const overlap = Math.floor((size * percent) / 100);
          const windows = windowsOf({ width, height }, { ...usual, size, overlap });
          for (const [axis, length] of [
            ['x', width],
            ['y', height],
          ] as const) {
            const starts = [...new Set(windows.map((window) => window[axis]))].sort((a, b) => a - b);
            expect(starts[0]).toBe(0);
            expect(starts[starts.length - 1] + size).toBeGreaterThanOrEqual(length);
            if (length >= size) expect(starts[starts.length - 1] + size).toBe(length);
            for (let i = 1; i < starts.length; i++)
              expect(starts[i]).toBeLessThanOrEqual(starts[i - 1] + size - overlap);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
