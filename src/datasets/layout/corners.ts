import { cornersOf, minimumAreaRectangle } from '../../geometry/index.js';
import type { Points, Quad } from '../../geometry/types.js';

/**
 * Four corners for a polygon of another number of corners: its minimum-area rectangle, as the toolboxes take it.
 * Points on one line give a quad without area between their ends, so that V1 still sees it; non-finite points give
 * the first four corners as they are.
 */
export function reduceToQuad(points: Points): Quad {
  const rectangle = minimumAreaRectangle(points);
  switch (rectangle.kind) {
    case 'rectangle':
      return cornersOf(rectangle.box);
    case 'segment': {
      const { x1, y1, x2, y2 } = rectangle;
      return [x1, y1, x2, y2, x2, y2, x1, y1];
    }
    case 'point': {
      const { x, y } = rectangle;
      return [x, y, x, y, x, y, x, y];
    }
    case 'none': {
      const at = (i: number): number => points[i] ?? Number.NaN;
      return [at(0), at(1), at(2), at(3), at(4), at(5), at(6), at(7)];
    }
  }
}
