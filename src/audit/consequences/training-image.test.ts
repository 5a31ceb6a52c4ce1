import { describe, expect, it } from 'vitest';
import { datasetOf, imageOf, rectangle } from '../rules/testing.js';
import { stockTrainSetup, trainingScale } from './train-setup.js';
import { needsSplit, resized1x, resized034, trainingImage, windowFor } from './training-image.js';

const window = { width: 1024, height: 1024, split: true };

describe('stockTrainSetup', () => {
  it.each([
    ['dior', { width: 800, height: 800 }],
    ['dota', window],
    ['hrsc2016', { width: 800, height: 512 }],
    ['coco', { width: 1024, height: 1024 }],
    ['yolo-obb', { width: 1024, height: 1024 }],
    ['rolabelimg', { width: 1024, height: 1024 }],
  ] as const)('trains %s as MMRotate does', (format, setup) => {
    expect(stockTrainSetup(datasetOf({ format }))).toEqual(setup);
  });
});

describe('trainingScale', () => {
  it('fits the longer side to the longer side, whichever way the image lies', () => {
    const train = { width: 800, height: 512 };
    expect(trainingScale({ width: 1166, height: 753 }, train)).toBeCloseTo(512 / 753, 10);
    expect(trainingScale({ width: 753, height: 1166 }, train)).toBeCloseTo(512 / 753, 10);
    expect(trainingScale({ width: 2000, height: 500 }, train)).toBe(0.4);
  });

  it('is 1 for images that are cut into windows', () => {
    expect(trainingScale({ width: 4000, height: 3000 }, window)).toBe(1);
  });
});

describe('trainingImage', () => {
  it('rounds the size as mmcv does and pads it to a multiple of 32', () => {
    const image = trainingImage({ width: 1166, height: 753 }, { width: 800, height: 512 });
    expect(image).toMatchObject({ width: 793, height: 512, paddedWidth: 800, paddedHeight: 512 });
    expect(image.scaleX).toBeCloseTo(793 / 1166, 10);
    expect(image.scaleY).toBeCloseTo(512 / 753, 10);
  });

  it('takes the training size where the size is unknown', () => {
    expect(trainingImage(undefined, { width: 800, height: 800 })).toMatchObject({ width: 800, scaleX: 1 });
  });
});

describe('needsSplit', () => {
  const large = { width: 4000, height: 3000 };

  it.each([
    ['a large DOTA image', { id: 'P0001', size: large }, true],
    ['a window', { id: 'P0001__1024__0___824', size: { width: 1024, height: 1024 } }, false],
    ['a window of another scale', { id: 'P0001__0.5__0___0', size: large }, false],
    [
      'a small image as downloaded, by its header',
      { id: 'P0002', size: { width: 700, height: 600 }, imageSource: 'GoogleEarth' },
      true,
    ],
    ['a small image of somebody else', { id: 'x', size: { width: 640, height: 640 } }, false],
    [
      'an image of unknown size with objects beyond a window',
      { id: 'x', size: null, quads: [rectangle(3000, 50, 20, 10)] },
      true,
    ],
    ['an image of unknown size otherwise', { id: 'x', size: null, quads: [rectangle(300, 50, 20, 10)] }, false],
  ])('%s', (_, parts, expected) => {
    expect(needsSplit(imageOf(parts), window)).toBe(expected);
  });

  it('is never so when the user says how images are resized', () => {
    expect(needsSplit(imageOf({ id: 'P0001', size: large }), { width: 1024, height: 1024 })).toBe(false);
  });
});

describe('windowFor', () => {
  const size = { width: 4000, height: 1500 };

  it('finds the first window that shows all of an object, with the last flush at the border', () => {
    expect(windowFor(rectangle(100, 100, 50, 20), size, window)).toEqual([0, 0]);
    expect(windowFor(rectangle(1000, 1020, 80, 20), size, window)).toEqual([824, 476]);
    expect(windowFor(rectangle(3990, 1490, 10, 10), size, window)).toEqual([2976, 476]);
  });

  it('shows as much as the best of all windows, and is the first that does', () => {
    let state = 6;
    const upTo = (limit: number): number => {
      state = (state * 1664525 + 1013904223) >>> 0;
      return (state / 2 ** 32) * limit;
    };
    for (let trial = 0; trial < 500; trial++) {
      const width = Math.ceil(upTo(5000));
      const w = upTo(trial % 2 === 0 ? 200 : 3000);
      const quad = rectangle(upTo(width), 100, w, 10);
      const [from, to] = [Math.min(quad[0], quad[2]), Math.max(quad[0], quad[2])];
      const count = width <= 1024 ? 1 : Math.ceil((width - 1024) / 824 + 1);
      const starts = Array.from({ length: count }, (_, i) => Math.min(824 * i, Math.max(0, width - 1024)));
      const visible = starts.map((start) => Math.min(to, start + 1024) - Math.max(from, start));
      const [x] = windowFor(quad, { width, height: 1000 }, window);
      expect(x).toBe(starts[visible.indexOf(Math.max(...visible))]);
    }
  });

  it('ends at once for coordinates that are typing errors', () => {
    expect(windowFor(rectangle(1e20, 1e20, 50, 20), undefined, window).every(Number.isFinite)).toBe(true);
  });

  it('has one window for an image that fits into it', () => {
    expect(windowFor(rectangle(600, 600, 50, 20), { width: 700, height: 700 }, window)).toEqual([0, 0]);
  });
});

describe('resized boxes', () => {
  const frame = trainingImage({ width: 1000, height: 500 }, { width: 800, height: 400 });
  const box = { cx: 100, cy: 50, w: 40, h: 0, theta: Math.fround(0.3) };

  it('shrink with the image in both generations, and a side of 0 stays 0', () => {
    for (const resized of [resized034(box, frame), resized1x(box, frame)]) {
      expect(resized).toMatchObject({ cx: 80, cy: 40, h: 0 });
      expect(resized.w).toBeCloseTo(32, 4);
      expect(resized.theta).toBeCloseTo(0.3, 6);
    }
  });

  it('stretch along each axis in 1.x, and by the mean in 0.3.4, where the factors differ (P4, P5)', () => {
    const uneven = { ...frame, scaleX: 0.5, scaleY: 0.6 };
    expect(resized1x({ ...box, theta: 0 }, uneven).w).toBeCloseTo(20, 5);
    expect(resized1x({ ...box, theta: Math.fround(Math.PI / 2) }, uneven).w).toBeCloseTo(24, 5);
    expect(resized034({ ...box, theta: 0 }, uneven).w).toBeCloseTo(40 * Math.sqrt(0.3), 4);
  });
});
