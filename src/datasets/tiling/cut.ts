import {
  boundsOf,
  clipPolygon,
  type HorizontalBox,
  horizontalToQuad,
  orderCorners,
  polygonArea,
} from '../../geometry/index.js';
import type { Quad } from '../../geometry/types.js';
import type { AnnotatedObject } from '../types.js';
import type { Window } from './windows.js';

/** Area in px² below which the denominator of the kept share does not fall (MMRotate's `eps`). */
const smallestArea = 1e-6;

/** DOTA's difficulty of an object that a window's border cuts. */
const cutByWindow = 2;

export const lossReasons = ['no-area', 'not-finite', 'cut-everywhere'] as const;

/**
 * Why no window keeps an object: it has no area or a coordinate that is not finite, as in the DOTA tools, or every
 * window cuts too much of it.
 */
export type LossReason = (typeof lossReasons)[number];

export interface CutObjects {
  /** Objects of each window, in its coordinates and in file order. */
  readonly windows: readonly (readonly AnnotatedObject[])[];
  /** How many of them a window's border cuts. */
  readonly cut: number;
  /** Objects that are in no window. */
  readonly lost: readonly { readonly object: AnnotatedObject; readonly reason: LossReason }[];
}

/**
 * Hands every object to the windows that hold at least `keptShare` of its area, moved into the window's coordinates.
 * Its corners stay as they were and may lie outside the window; then it gets difficulty 2. The share is the area inside
 * over the object's own area, floored at 1e-6 px², so an object without area is kept nowhere. The corners of a bow-tie
 * are put in ring order for the area only.
 */
export function cutObjects(
  objects: readonly AnnotatedObject[],
  windows: readonly Window[],
  keptShare: number,
): CutObjects {
  const kept: AnnotatedObject[][] = windows.map(() => []);
  const lost: { object: AnnotatedObject; reason: LossReason }[] = [];
  let cut = 0;
  const frames = windows.map(frameOf);
  const rates = new Set(windows.map(({ rate }) => rate));
  for (const object of objects) {
    if (!object.polygon.every(Number.isFinite)) {
      lost.push({ object, reason: 'not-finite' });
      continue;
    }
    let reason: LossReason | undefined = 'cut-everywhere';
    for (const rate of rates) {
      const shape = shapeOf(object.polygon, rate);
      if (shape.area < smallestArea) reason = 'no-area';
      windows.forEach((window, index) => {
        if (window.rate !== rate || shareInside(shape, frames[index]) < keptShare) return;
        reason = undefined;
        const whole = contains(frames[index], shape.bounds);
        if (!whole) cut++;
        kept[index].push(inWindow(object, shape.polygon, window, whole, kept[index].length));
      });
    }
    if (reason !== undefined) lost.push({ object, reason });
  }
  return { windows: kept, cut, lost };
}

/** An object in a resized image. */
interface Shape {
  readonly polygon: Quad;
  readonly ring: Quad;
  readonly area: number;
  readonly bounds: HorizontalBox;
}

function shapeOf(original: Quad, rate: number): Shape {
  const polygon = rate === 1 ? original : (original.map((value) => value * rate) as unknown as Quad);
  const ring = orderCorners(polygon);
  return { polygon, ring, area: polygonArea(ring), bounds: boundsOf(ring) };
}

function frameOf({ x, y, width, height }: Window): HorizontalBox {
  return { xmin: x, ymin: y, xmax: x + width, ymax: y + height };
}

function shareInside({ ring, area, bounds }: Shape, frame: HorizontalBox): number {
  const apart =
    bounds.xmax <= frame.xmin || bounds.xmin >= frame.xmax || bounds.ymax <= frame.ymin || bounds.ymin >= frame.ymax;
  if (apart) return 0;
  const inside = contains(frame, bounds) ? area : polygonArea(clipPolygon(ring, horizontalToQuad(frame)));
  return inside / Math.max(area, smallestArea);
}

function contains(frame: HorizontalBox, bounds: HorizontalBox): boolean {
  return (
    bounds.xmin >= frame.xmin && bounds.xmax <= frame.xmax && bounds.ymin >= frame.ymin && bounds.ymax <= frame.ymax
  );
}

function inWindow(
  object: AnnotatedObject,
  polygon: Quad,
  { x, y }: Window,
  whole: boolean,
  index: number,
): AnnotatedObject {
  return {
    index,
    line: index + 1,
    className: object.className,
    ...(object.classId === undefined ? {} : { classId: object.classId }),
    polygon: polygon.map((value, at) => value - (at % 2 === 0 ? x : y)) as unknown as Quad,
    written: { kind: 'polygon' },
    difficulty: whole ? (object.difficulty ?? 0) : cutByWindow,
    truncated: !whole || object.truncated === true,
  };
}
