import { describe, expect, it } from 'vitest';
import { imageOf, rectangle } from './rules/testing.js';
import { shapeIn, shapeOf } from './shape.js';

const shapeOfQuad = (...polygon: number[]) =>
  imageOf({ quads: [polygon as unknown as ReturnType<typeof rectangle>] }).shapes[0];

describe('shapeOf', () => {
  it('measures a rectangle', () => {
    const shape = shapeOf(imageOf({ quads: [rectangle(50, 40, 30, 10, 0.5)] }).annotations.objects[0]);
    expect([shape.longSide, shape.shortSide, shape.hullArea, shape.ringArea].map((x) => Number(x.toFixed(9)))).toEqual([
      30, 10, 300, 300,
    ]);
  });

  it.each([
    ['a line', [0, 0, 3, 4, 6, 8, 3, 4], [10, 0, 0]],
    ['a point', [5, 5, 5, 5, 5, 5, 5, 5], [0, 0, 0]],
    ['a coordinate that is not finite', [0, 0, Number.NaN, 4, 6, 8, 3, 4], [Number.NaN, Number.NaN, Number.NaN]],
  ])('gives %s no rectangle', (_, polygon, [longSide, shortSide, hullArea]) => {
    const shape = shapeOfQuad(...polygon);
    expect(shape.rectangle.kind).not.toBe('rectangle');
    expect(shape).toMatchObject({ longSide, shortSide, hullArea });
  });

  it('sees that a bow-tie encloses less than its hull', () => {
    const shape = shapeOfQuad(0, 0, 10, 10, 10, 0, 0, 10);
    expect([shape.hullArea, shape.ringArea]).toEqual([100, 0]);
  });
});

describe('shapeIn', () => {
  it('finds an object though unreadable ones before it have no shape', () => {
    const { shapes } = imageOf({ objects: [{ index: 0 }, { index: 2 }, { index: 5 }] });
    for (const shape of shapes) expect(shapeIn(shapes, shape.object)).toBe(shape);
    expect(shapeIn(shapes, { ...shapes[0].object })).toBeUndefined();
  });
});
