import { isSane, type MapBox } from './boxes.js';

/** How rotated feature align reads boxes. */
export interface RotatedFeatureAlignAttributes {
  /** Pixels of the map for one pixel of the image. */
  readonly spatialScale: number;
  readonly points: 1 | 5;
  /** Which of a box's first two numbers is x. */
  readonly centre: 'yx' | 'xy';
}

/** A point of the map. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A box in pixels of the map, or undefined if it cannot be sampled. */
export function placeFeatureBox(
  boxes: ArrayLike<number>,
  row: number,
  mapHeight: number,
  mapWidth: number,
  { spatialScale, centre }: RotatedFeatureAlignAttributes,
): MapBox | undefined {
  const first = boxes[row * 5] * spatialScale;
  const second = boxes[row * 5 + 1] * spatialScale;
  const box = {
    x: centre === 'xy' ? first : second,
    y: centre === 'xy' ? second : first,
    width: boxes[row * 5 + 2] * spatialScale,
    height: boxes[row * 5 + 3] * spatialScale,
    angle: boxes[row * 5 + 4],
  };
  return isSane(box, mapHeight, mapWidth) ? box : undefined;
}

/** Half of a box's width and of its height, as vectors. */
export function halfSidesOf({ width, height, angle }: MapBox): [along: Point, across: Point] {
  const cosine = Math.cos(angle);
  const sine = Math.sin(angle);
  return [
    { x: cosine * (width / 2), y: sine * (width / 2) },
    { x: -sine * (height / 2), y: cosine * (height / 2) },
  ];
}

/** The corners of a box. */
export function cornersOf(box: MapBox): Point[] {
  const [along, across] = halfSidesOf(box);
  return [
    [1, 1],
    [-1, 1],
    [-1, -1],
    [1, -1],
  ].map(([u, v]) => ({ x: box.x + u * along.x + v * across.x, y: box.y + u * along.y + v * across.y }));
}
