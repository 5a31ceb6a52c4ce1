/**
 * How long a side of a box may be, and how far from the map's origin its centre, in lengths of the map's longer side.
 * Decoded boxes stay below half of it (S3); what lies beyond is a number gone wrong.
 */
const reach = 8;

/** A rotated box in pixels of a feature map. */
export interface MapBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Radians. */
  readonly angle: number;
}

/**
 * Whether a box can be sampled: all of it finite, sides above zero, and nothing absurdly large or far away (catalogue
 * N5, D-3, D-4, D-5). Other boxes give zeros and are counted.
 */
export function isSane({ x, y, width, height, angle }: MapBox, mapHeight: number, mapWidth: number): boolean {
  const limit = reach * Math.max(mapHeight, mapWidth);
  const isNear = Math.abs(x) <= limit && Math.abs(y) <= limit;
  return isNear && width > 0 && width <= limit && height > 0 && height <= limit && Number.isFinite(angle);
}
