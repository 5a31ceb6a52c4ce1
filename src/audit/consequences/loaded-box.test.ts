import { describe, expect, it } from 'vitest';
import type { FloatRectangle } from './float32-rectangle.js';
import { boxOf1x, boxOf034, loadEdges034, loadStated1x, loadStated034 } from './loaded-box.js';

function rectangle(w: number, h: number, angle: number): FloatRectangle {
  return { cx: 10, cy: 20, w, h, angle };
}

describe('boxOf034', () => {
  it.each(['oc', 'le90'] as const)('%s refuses a side below 2 px, and only below', (version) => {
    expect(boxOf034(rectangle(50, 1.999, 30), version)).toEqual({ kind: 'dropped', side: 1.999 });
    expect(boxOf034(rectangle(50, 2, 30), version).kind).toBe('box');
  });

  it.each([
    // Degrees of the rectangle, then sides and degrees in oc.
    [30, 50, 20, 30],
    [90, 50, 20, 90],
    [0, 20, 50, 90],
    [-30, 20, 50, 60],
    [-90, 50, 20, 90],
    [-120, 50, 20, 60],
  ])('oc turns %d° into the quarter above 0', (angle, w, h, degrees) => {
    const loaded = boxOf034(rectangle(50, 20, angle), 'oc');
    expect(loaded).toMatchObject({ kind: 'box', box: { w, h } });
    if (loaded.kind === 'box') expect(loaded.box.theta).toBeCloseTo((degrees * Math.PI) / 180, 6);
  });

  it.each([
    [50, 20, 30, 30],
    [20, 50, 30, -60],
    [20, 50, 90, 0],
    [50, 20, 90, -90],
    [50, 20, 135, -45],
  ])('le90 puts the long side of %d × %d first', (w, h, angle, degrees) => {
    const loaded = boxOf034(rectangle(w, h, angle), 'le90');
    expect(loaded).toMatchObject({ kind: 'box', box: { w: 50, h: 20 } });
    if (loaded.kind === 'box') expect(loaded.box.theta).toBeCloseTo((degrees * Math.PI) / 180, 6);
  });

  it('never ends on an angle that is NaN (A9)', () => {
    expect(boxOf034(rectangle(50, 20, Number.NaN), 'oc')).toEqual({ kind: 'hang' });
    expect(boxOf034(rectangle(50, 20, Number.NaN), 'le90')).toEqual({ kind: 'hang' });
  });
});

describe('loadEdges034', () => {
  it('tests the edges, not the rectangle (A8)', () => {
    // Sheared: edges of 50 and 20 px, but less than 2 px across.
    const sheared = [0, 0, 50, 0, 69.9, 1.9, 19.9, 1.9];
    expect(loadEdges034(sheared)).toMatchObject({ kind: 'box', box: { w: 50 } });
    // The reverse: 40 px across, but the first edge is 1 px.
    expect(loadEdges034([0, 0, 1, 0, 40, 40, 0, 40])).toEqual({ kind: 'dropped', side: 1 });
  });

  it('puts the long side first, at an angle in [-45°, 135°)', () => {
    const loaded = loadEdges034([0, 50, 0, 0, 20, 0, 20, 50]);
    expect(loaded).toMatchObject({ kind: 'box', box: { cx: 10, cy: 25, w: 50, h: 20 } });
    if (loaded.kind === 'box') expect(loaded.box.theta).toBeCloseTo(Math.PI / 2, 6);
  });

  it('lets NaN pass', () => {
    expect(loadEdges034([0, 0, Number.NaN, 0, 20, 50, 0, 50])).toMatchObject({ kind: 'box', box: { w: Number.NaN } });
  });
});

describe('boxOf1x', () => {
  it('keeps sides of 0 and the angle as OpenCV has it', () => {
    const box = boxOf1x(rectangle(50, 0, 180));
    expect(box).toMatchObject({ w: 50, h: 0 });
    expect(box.theta).toBeCloseTo(Math.PI, 6);
  });
});

describe('stated boxes of HRSC2016', () => {
  const flat = { cx: 300, cy: 200, w: 120, h: 0, theta: 0.4 };

  it('are taken as they are by le90 in 0.3.4, sides of 0 and below included (A20)', () => {
    expect(loadStated034(flat, 'le90')).toMatchObject({ kind: 'box', box: { w: 120, h: 0 } });
    expect(loadStated034({ ...flat, h: -5 }, 'le90')).toMatchObject({ kind: 'box', box: { h: -5 } });
    expect(loadStated034(flat, 'oc')).toMatchObject({ kind: 'dropped' });
    expect(loadStated034(flat, 'le135')).toMatchObject({ kind: 'dropped' });
  });

  it('go through their corners in 1.x: 0 stays 0, a negative side turns positive (A16)', () => {
    const { w, h } = loadStated1x(flat);
    expect(Math.min(w, h)).toBe(0);
    const turned = loadStated1x({ ...flat, h: -5 });
    expect(Math.min(turned.w, turned.h)).toBeCloseTo(5, 4);
  });
});
