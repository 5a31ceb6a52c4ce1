import type { MessageValues } from '../../foundation/wording/index.js';
import { cornersOf, horizontalToQuad } from '../../geometry/index.js';
import type { Quad } from '../../geometry/types.js';
import { reduceToQuad } from '../layout/corners.js';
import type { ReadProblemReason, WrittenShape } from '../types.js';
import { type CocoEntry, notANumber } from './document.js';

/** How the angles of rotated boxes are written: MMRotate's radians, clockwise, or Detectron2's degrees, counter-clockwise. */
export type AngleUnit = 'radians' | 'degrees';

/** The shape of an annotation, or why it has none. */
export type ShapeReading =
  | { readonly polygon: Quad; readonly written: WrittenShape; readonly reducedFrom?: number }
  | { readonly reason: ReadProblemReason; readonly values: MessageValues };

/** Which fields of an annotation hold its shape. */
export type ShapeField = 'segmentation' | 'rotated-bbox' | 'corner-bbox' | 'bbox' | 'none';

/**
 * The field that states the object best: four corners in `segmentation`, else a `bbox` of five or eight numbers, else a
 * polygon of more corners, else a plain `bbox`.
 */
export function shapeField(annotation: CocoEntry): ShapeField {
  const { segmentation, bbox } = annotation;
  const ring = singleRing(segmentation);
  const sides = Array.isArray(bbox) ? bbox.length : 0;
  if (ring !== undefined && withoutClosingPoint(ring).length === 8) return 'segmentation';
  if (sides === 5) return 'rotated-bbox';
  if (sides === 8) return 'corner-bbox';
  if (hasShape(segmentation)) return 'segmentation';
  return sides === 4 ? 'bbox' : 'none';
}

/** Reads the shape of an annotation in pixels. */
export function readShape(annotation: CocoEntry, unit: AngleUnit): ShapeReading {
  const field = shapeField(annotation);
  if (field === 'none') return { reason: 'missing-tag', values: { tag: 'segmentation, bbox' } };
  const list = field === 'segmentation' ? singleRing(annotation.segmentation) : (annotation.bbox as unknown[]);
  if (list === undefined) return { reason: 'unsupported-shape', values: { kind: kindOf(annotation.segmentation) } };
  const numbers = list.map(numberIn);
  const bad = numbers.indexOf(undefined);
  if (bad >= 0) {
    return { reason: 'bad-number', values: { text: JSON.stringify(list[bad]).slice(0, 40), field: bad + 1 } };
  }
  return shapeOf(field, numbers as number[], unit);
}

function shapeOf(field: Exclude<ShapeField, 'none'>, numbers: number[], unit: AngleUnit): ShapeReading {
  switch (field) {
    case 'segmentation': {
      const points = withoutClosingPoint(numbers);
      if (points.length === 8) return { polygon: points as unknown as Quad, written: { kind: 'polygon' } };
      if (points.length < 6 || points.length % 2 === 1) {
        return { reason: 'too-few-fields', values: { fields: points.length, expected: 8 } };
      }
      return { polygon: reduceToQuad(points), written: { kind: 'polygon' }, reducedFrom: points.length / 2 };
    }
    case 'corner-bbox':
      return { polygon: numbers as unknown as Quad, written: { kind: 'polygon' } };
    case 'rotated-bbox': {
      const [cx, cy, w, h, angle] = numbers;
      const box = { cx, cy, w, h, theta: unit === 'degrees' ? (-angle * Math.PI) / 180 : angle };
      return { polygon: cornersOf(box), written: { kind: 'rotated', ...box } };
    }
    case 'bbox': {
      const [xmin, ymin, width, height] = numbers;
      const box = { xmin, ymin, xmax: xmin + width, ymax: ymin + height };
      return { polygon: horizontalToQuad(box), written: { kind: 'horizontal', ...box } };
    }
  }
}

/**
 * Tells the unit of many angles: degrees where most of those that are not zero exceed a full turn in radians. A few
 * wrong angles do not turn the verdict (they are for V13 to find).
 */
export function angleUnitOf(angles: readonly number[]): AngleUnit {
  const telling = angles.filter((angle) => angle !== 0 && Number.isFinite(angle));
  const large = telling.filter((angle) => Math.abs(angle) > 2 * Math.PI).length;
  return 2 * large > telling.length ? 'degrees' : 'radians';
}

/** The numbers of a segmentation of one polygon, nested as COCO has it or flat. */
function singleRing(segmentation: unknown): unknown[] | undefined {
  if (!Array.isArray(segmentation) || segmentation.length === 0) return undefined;
  if (!Array.isArray(segmentation[0])) return segmentation;
  return segmentation.length === 1 ? segmentation[0] : undefined;
}

/** A polygon may state its first corner again at the end. */
function withoutClosingPoint<Item>(ring: readonly Item[]): Item[] {
  const closed = ring.length > 8 && ring[0] === ring.at(-2) && ring[1] === ring.at(-1);
  return ring.slice(0, closed ? -2 : undefined);
}

function hasShape(segmentation: unknown): boolean {
  return Array.isArray(segmentation)
    ? segmentation.length > 0
    : typeof segmentation === 'object' && segmentation !== null;
}

function kindOf(segmentation: unknown): string {
  return Array.isArray(segmentation) ? `${segmentation.length} polygons` : 'RLE';
}

/** A number of a JSON list; `null` is how writers without NaN write one. */
function numberIn(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return value === null || value === notANumber ? Number.NaN : undefined;
}
