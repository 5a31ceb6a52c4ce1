import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseWindowName, windowName } from './window-name.js';
import { windowsOf } from './windows.js';

describe('parseWindowName', () => {
  it.each([
    ['P0003__1024__824___0', { image: 'P0003', x: 824, y: 0, rate: 1 }],
    ['P0003__2048__0___1648', { image: 'P0003', x: 0, y: 1648, rate: 1 }],
    ['P0003__1__586___334', { image: 'P0003', x: 586, y: 334, rate: 1 }],
    ['P0003__0.5__586___334', { image: 'P0003', x: 586, y: 334, rate: 0.5 }],
    ['P0003__2__586___334', { image: 'P0003', x: 586, y: 334, rate: 2 }],
    ['area__7__12___9__1024__0___824', { image: 'area__7__12___9', x: 0, y: 824, rate: 1 }],
    ['P0003', { image: 'P0003', x: 0, y: 0, rate: 1 }],
    ['P0003__1024__824', { image: 'P0003__1024__824', x: 0, y: 0, rate: 1 }],
    ['P0003__0__0___0', { image: 'P0003', x: 0, y: 0, rate: 1 }],
  ])('reads %s', (name, place) => {
    expect(parseWindowName(name)).toEqual(place);
  });

  it('reads back every name that windowName gives', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[\w-]{1,12}$/),
        fc.integer({ min: 64, max: 4000 }),
        fc.constantFrom(0.25, 0.4, 0.5, 1, 1.5, 2),
        fc.boolean(),
        (image, side, rate, resize) => {
          const options = { size: 300, overlap: 50, rates: [rate], resize, imageShare: 0 };
          for (const window of windowsOf({ width: side, height: 500 }, options)) {
            const place = { image, x: window.x, y: window.y, rate: window.rate };
            expect(parseWindowName(windowName(image, window))).toEqual(place);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
