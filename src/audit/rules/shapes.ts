import type { WrittenShape } from '../../datasets/types.js';
import type { OrientedBox, Quad } from '../../geometry/types.js';
import type { ObjectShape } from '../types.js';

/** Below this hull area, in px², a box has no area to speak of (V1). */
export const leastHullArea = 1e-6;

/** Coordinates beyond this, in pixels, are typing errors (V6); what they do to other measures means nothing. */
export const greatestCoordinate = 1e5;

/** A shape whose corners span an area, so that it has a rectangle. */
export type AreaShape = ObjectShape & { readonly rectangle: { readonly kind: 'rectangle'; readonly box: OrientedBox } };

/** Whether sides, angle and overlap of a shape mean anything: false for what V1, V2 or V5 reports. */
export function spansArea(shape: ObjectShape): shape is AreaShape {
  return (
    shape.rectangle.kind === 'rectangle' && shape.hullArea >= leastHullArea && !hasImproperSides(shape.object.written)
  );
}

/** Whether a file states a width or a height that is zero or negative (V2). */
export function hasImproperSides(written: WrittenShape): boolean {
  switch (written.kind) {
    case 'polygon':
      return false;
    case 'rotated':
      return written.w <= 0 || written.h <= 0;
    case 'horizontal':
      return written.xmax <= written.xmin || written.ymax <= written.ymin;
  }
}

/** The coordinate farthest from the origin, pixels. */
export function farthestCoordinate(polygon: Quad): number {
  return Math.max(...polygon.map(Math.abs));
}
