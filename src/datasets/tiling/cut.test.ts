import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cornersOf, quadIof } from '../../geometry/index.js';
import type { Quad } from '../../geometry/types.js';
import type { AnnotatedObject } from '../types.js';
import { cutObjects } from './cut.js';
import { type Window, windowsOf } from './windows.js';

function object(polygon: readonly number[], more: Partial<AnnotatedObject> = {}): AnnotatedObject {
  const quad = polygon as unknown as Quad;
  return { index: 0, line: 1, className: 'ship', polygon: quad, written: { kind: 'polygon' }, difficulty: 0, ...more };
}

function rectangle(x: number, y: number, width: number, height: number): number[] {
  return [x, y, x + width, y, x + width, y + height, x, y + height];
}

const window: Window = { x: 100, y: 50, width: 200, height: 200, rate: 1, label: '200' };

describe('cutObjects', () => {
  it('moves objects into the window and keeps corners, class and difficulty', () => {
    const inside = object(rectangle(110, 60, 20, 10), { difficulty: 1, classId: 4 });
    const { windows, lost, cut } = cutObjects([inside], [window], 0.7);
    expect(windows[0]).toEqual([
      { ...inside, polygon: rectangle(10, 10, 20, 10), index: 0, line: 1, truncated: false },
    ]);
    expect([lost, cut]).toEqual([[], 0]);
  });

  it('keeps at the share itself, drops below it, marks what is cut, and never clips', () => {
    const at = object(rectangle(93, 60, 20, 10), { difficulty: 1 });
    const kept = cutObjects([at], [window], 0.65);
    expect(kept.windows[0]).toMatchObject([{ polygon: rectangle(-7, 10, 20, 10), difficulty: 2, truncated: true }]);
    expect(kept.cut).toBe(1);
    expect(cutObjects([object(rectangle(90, 60, 100 / 3, 10))], [window], 0.7).windows[0]).toHaveLength(1);
    expect(cutObjects([object(rectangle(89, 60, 33, 10))], [window], 0.7).lost).toMatchObject([
      { reason: 'cut-everywhere' },
    ]);
  });

  it('does not call an object cut that only touches the border', () => {
    const { windows, cut } = cutObjects([object(rectangle(100, 50, 200, 200))], [window], 0.7);
    expect(windows[0]).toMatchObject([{ difficulty: 0, truncated: false }]);
    expect(cut).toBe(0);
  });

  it('treats a missing difficulty as easy', () => {
    const easy = object(rectangle(110, 60, 20, 10), { difficulty: undefined });
    expect(cutObjects([easy], [window], 0.7).windows[0][0].difficulty).toBe(0);
  });

  it('keeps no object without area and none with NaN, and says so', () => {
    const flat = object([110, 60, 150, 60, 150, 60, 110, 60]);
    const nan = object([110, 60, Number.NaN, 60, 150, 90, 110, 90]);
    const infinite = object([110, 60, Number.POSITIVE_INFINITY, 60, 150, 90, 110, 90]);
    const { windows, lost } = cutObjects([flat, nan, infinite], [window], 0.7);
    expect(windows).toEqual([[]]);
    expect(lost.map(({ reason }) => reason)).toEqual(['no-area', 'not-finite', 'not-finite']);
    expect(cutObjects([flat], [window], 0).windows[0]).toHaveLength(1);
  });

  it('keeps a bow-tie, with its corners as they are', () => {
    const bowTie = [110, 60, 150, 90, 150, 60, 110, 90];
    const { windows } = cutObjects([object(bowTie)], [window], 0.7);
    expect(windows[0].map(({ polygon }) => polygon)).toEqual([[10, 10, 50, 40, 50, 10, 10, 40]]);
  });

  it('resizes objects with the image', () => {
    const resized: Window = { ...window, x: 0, y: 0, rate: 0.5, label: '0.5' };
    const { windows } = cutObjects([object(rectangle(300, 200, 40, 20))], [window, resized], 0.7);
    expect(windows.map((objects) => objects.map(({ polygon }) => polygon))).toEqual([
      [],
      [rectangle(150, 100, 20, 10)],
    ]);
  });

  it('counts an object of which one rate keeps nothing as found if another keeps it', () => {
    const far = { ...window, x: 5000, rate: 2 };
    expect(cutObjects([object(rectangle(110, 60, 20, 10))], [window, far], 0.7).lost).toEqual([]);
    expect(cutObjects([object(rectangle(110, 60, 20, 10))], [far], 0.7).lost).toHaveLength(1);
  });

  it('puts an object into exactly the windows that hold the share of it', () => {
    const box = fc.record({
      cx: fc.double({ min: -50, max: 1250, noNaN: true }),
      cy: fc.double({ min: -50, max: 950, noNaN: true }),
      w: fc.double({ min: 0.5, max: 400, noNaN: true }),
      h: fc.double({ min: 0.5, max: 400, noNaN: true }),
      theta: fc.double({ min: -1.57, max: 1.57, noNaN: true }),
    });
    const options = { size: 400, overlap: 100, rates: [1, 0.6], resize: false, imageShare: 0 };
    const windows = windowsOf({ width: 1200, height: 900 }, options);
    fc.assert(
      fc.property(box, (oriented) => {
        const polygon = cornersOf(oriented);
        const kept = cutObjects([object(polygon)], windows, 0.7);
        windows.forEach((place, index) => {
          const frame = rectangle(place.x, place.y, place.width, place.height) as unknown as Quad;
          const share = quadIof(polygon, frame);
          if (Math.abs(share - 0.7) < 1e-9) return;
          expect(kept.windows[index]).toHaveLength(share > 0.7 ? 1 : 0);
          for (const { polygon: moved, difficulty } of kept.windows[index]) {
            moved.forEach((value, at) => {
              expect(value + (at % 2 === 0 ? place.x : place.y)).toBeCloseTo(polygon[at], 9);
            });
            const outside = moved.some((value) => value < 0 || value > place.width);
            expect(difficulty).toBe(outside ? 2 : 0);
          }
        });
        expect(kept.lost).toHaveLength(kept.windows.some((objects) => objects.length > 0) ? 0 : 1);
      }),
      { numRuns: 2000 },
    );
  });
});
