import type { AnnotatedObject } from '../datasets/types.js';
import { convexHull, minimumAreaRectangle, signedArea } from '../geometry/index.js';
import type { ObjectShape } from './types.js';

/** Computes an object's shape from its corners as written. Lengths in pixels of the stored image. */
export function shapeOf(object: AnnotatedObject): ObjectShape {
  const { polygon } = object;
  const finite = polygon.every(Number.isFinite);
  const rectangle = minimumAreaRectangle(polygon);
  const [longSide, shortSide] = sidesOf(rectangle);
  return {
    object,
    finite,
    rectangle,
    longSide,
    shortSide,
    hullArea: finite ? Math.abs(signedArea(convexHull(polygon))) : Number.NaN,
    ringArea: finite ? Math.abs(signedArea(polygon)) : Number.NaN,
  };
}

function sidesOf(rectangle: ObjectShape['rectangle']): [longSide: number, shortSide: number] {
  switch (rectangle.kind) {
    case 'rectangle':
      return [rectangle.box.w, rectangle.box.h];
    case 'segment':
      return [Math.hypot(rectangle.x2 - rectangle.x1, rectangle.y2 - rectangle.y1), 0];
    case 'point':
      return [0, 0];
    case 'none':
      return [Number.NaN, Number.NaN];
  }
}

/** The shape of one of an image's objects. Unreadable objects have an index but no shape, so positions may lag behind. */
export function shapeIn(shapes: readonly ObjectShape[], object: AnnotatedObject): ObjectShape | undefined {
  let position = Math.min(object.index, shapes.length - 1);
  while (position >= 0 && shapes[position].object !== object) position -= 1;
  return shapes[position];
}
