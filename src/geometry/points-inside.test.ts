import { describe, expect, it } from 'vitest';
import { cornersOf } from './conversions.js';
import { pointsInBox, pointsInPolygon } from './points-inside.js';

const box = { cx: 10, cy: 20, w: 8, h: 4, theta: Math.PI / 2 };

describe('pointsInBox', () => {
  it('marks the points strictly inside', () => {
    expect([...pointsInBox([10, 20, 10, 23.9, 10, 24.1, 11.9, 20, 12.1, 20, 100, 100], box)]).toEqual([
      1, 1, 0, 1, 0, 0,
    ]);
    expect([...pointsInBox([14, 20, 6, 20, 10, 22], { ...box, theta: 0 })]).toEqual([0, 0, 0]); // on the border
    expect(pointsInBox([], box)).toHaveLength(0);
  });

  it('marks none for boxes without area, and for what is not finite', () => {
    const points = [10, 20];
    for (const bad of [0, -8, Number.NaN]) expect([...pointsInBox(points, { ...box, w: bad })]).toEqual([0]);
    for (const bad of [Number.NaN, Infinity]) {
      expect([...pointsInBox(points, { ...box, cx: bad })]).toEqual([0]);
      expect([...pointsInBox(points, { ...box, theta: bad })]).toEqual([0]);
      expect([...pointsInBox([bad, 20], box)]).toEqual([0]);
    }
  });

  it('agrees with the polygon of its corners', () => {
    let state = 9;
    const random = () => {
      state = (Math.imul(state, 1664525) + 1013904223) | 0;
      return (state >>> 0) / 2 ** 32;
    };
    const points = Array.from({ length: 400 }, () => random() * 100);
    let inside = 0;
    for (let run = 0; run < 300; run++) {
      const other = { cx: 100 * random(), cy: 100 * random(), w: 90 * random(), h: 90 * random(), theta: 9 * random() };
      const marks = pointsInBox(points, other);
      expect(pointsInPolygon(points, cornersOf(other))).toEqual(marks);
      inside += marks.reduce((sum, mark) => sum + mark, 0);
    }
    expect(inside).toBeGreaterThan(1000);
  });
});

describe('pointsInPolygon', () => {
  it('follows a concave ring in either direction, edges and corners outside', () => {
    const hook = [0, 0, 30, 0, 30, 30, 20, 30, 20, 10, 10, 10, 10, 30, 0, 30];
    const counter = [...Array(8).keys()].reverse().flatMap((i) => [hook[2 * i], hook[2 * i + 1]]);
    const points = [5, 20, 15, 20, 25, 20, 15, 5, 15, 10, 0, 0, 10, 20, 30, 15, 5, 30, 40, 10, 15, -5];
    for (const ring of [hook, counter]) {
      expect([...pointsInPolygon(points, ring)]).toEqual([1, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0]);
    }
  });

  it('holds nothing in fewer than three corners or among NaN', () => {
    expect([...pointsInPolygon([0, 0], [])]).toEqual([0]);
    expect([...pointsInPolygon([1, 1], [0, 0, 2, 2])]).toEqual([0]);
    expect([...pointsInPolygon([Number.NaN, 1], [0, 0, 2, 0, 2, 2, 0, 2])]).toEqual([0]);
  });
});
