import { describe, expect, it } from 'vitest';
import { add } from '../ops/add.js';
import type { Value } from '../types.js';
import { midpointRectangle } from './midpoint-rectangle.js';
import { dangersWithin, expectFinite, expectGradientAndRuntime, valuesOf } from './testing.js';

const part = (name: 'w' | 'h' | 'theta') => (w: Value, h: Value, alpha: Value, beta: Value) =>
  midpointRectangle(w, h, alpha, beta)[name];
const sum = (w: Value, h: Value, alpha: Value, beta: Value) => {
  const box = midpointRectangle(w, h, alpha, beta);
  return add(add(box.w, box.h), box.theta);
};

describe('midpointRectangle', () => {
  it('is the rectangle whose midpoints the offsets shift', () => {
    // A 20 × 10 rectangle turned by 0.4: its hull, and where its corners touch the hull's sides.
    const [c, s] = [Math.cos(0.4), Math.sin(0.4)];
    const [width, height] = [20 * c + 10 * s, 20 * s + 10 * c];
    const topCorner = { x: -10 * c + 5 * s }; // (−10, −5) turned touches the upper side
    const rightCorner = { y: 10 * s - 5 * c }; // (10, −5) turned touches the right side
    const columns = [[width], [height], [topCorner.x / width], [rightCorner.y / height]];
    expect(valuesOf(part('w'), ...columns)[0]).toBeCloseTo(20, 10);
    expect(valuesOf(part('h'), ...columns)[0]).toBeCloseTo(10, 10);
    expect(valuesOf(part('theta'), ...columns)[0]).toBeCloseTo(0.4, 10);
  });

  it('has the gradient of central differences', async () => {
    await expectGradientAndRuntime(sum, [
      [30, 12, 200],
      [20, 40, 90],
      [-0.2, 0.4, 0.1],
      [0.3, -0.1, 0.45],
    ]);
  });

  it('is finite without sides and for every offset (C8)', async () => {
    const columns = [
      [0, 1e-3, 5, 0, 1e9, 10],
      [0, 50, 0, 1e-9, 3, 10],
      [0, 0.5, 3, -1e9, 0.5, 0.5],
      [0, 0, -3, 1e9, -0.5, 0.5],
    ];
    await expectFinite(sum, columns, 0.05);
    const [sides, angles] = [
      [0, 1e4],
      [-1e9, 1e9],
    ] as const;
    expect(dangersWithin(sum, [sides, sides, angles, angles], { withGradient: false })).toEqual([]);
  });
});
