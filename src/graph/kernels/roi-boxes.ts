import type { Shape } from '../types.js';
import { isSane, type MapBox } from './boxes.js';

/** How rotated RoI align reads boxes and samples them. */
export interface RotatedRoIAlignAttributes {
  /** Bins of a box in height and width. */
  readonly outputSize: readonly [number, number];
  /** Pixels of each feature map for one pixel of the image. */
  readonly spatialScales: readonly number[];
  /** Samples of a bin along each side; 0 takes one for each pixel of the map. */
  readonly samplingRatio: number;
  /** Whether a pixel's centre, rather than its corner, lies at whole coordinates. */
  readonly aligned: boolean;
  /** Whether angles turn from x towards y (y down). */
  readonly clockwise: boolean;
}

/** Attributes of the gradient: those of the forward operation, and the shapes of the feature maps. */
export interface RotatedRoIAlignGradientAttributes extends RotatedRoIAlignAttributes {
  readonly shapes: readonly Shape[];
}

/** A box that can be sampled, and how finely. */
export interface RoIBox extends MapBox {
  /** Row of the box and of its result. */
  readonly row: number;
  readonly level: number;
  readonly image: number;
  /** Samples of each bin. */
  readonly samplesHigh: number;
  readonly samplesWide: number;
}

/** Image index of a row that holds no box. */
const noImage = -1;

/** The boxes that can be sampled, in order of rows, and how many cannot. `shapes` are those of the feature maps. */
export function placeBoxes(
  boxes: ArrayLike<number>,
  levels: ArrayLike<number | bigint> | undefined,
  shapes: readonly Shape[],
  attributes: RotatedRoIAlignAttributes,
): { placed: RoIBox[]; rejected: number } {
  const placed: RoIBox[] = [];
  let rejected = 0;
  for (let row = 0; row < boxes.length / 6; row += 1) {
    const image = Math.trunc(boxes[row * 6]);
    const level = levels === undefined ? 0 : Number(levels[row]);
    if (image === noImage) continue;
    const box = placeBox(boxes, row, level, image, shapes[level], attributes);
    if (box === undefined) rejected += 1;
    else placed.push(box);
  }
  return { placed, rejected };
}

function placeBox(
  boxes: ArrayLike<number>,
  row: number,
  level: number,
  image: number,
  shape: Shape | undefined,
  { outputSize, spatialScales, samplingRatio, aligned, clockwise }: RotatedRoIAlignAttributes,
): RoIBox | undefined {
  if (shape === undefined || !(image >= 0 && image < shape[0])) return undefined;
  const [, , mapHeight, mapWidth] = shape;
  const scale = spatialScales[level];
  const shift = aligned ? 0.5 : 0;
  const [x, y, width, height, angle] = [1, 2, 3, 4, 5].map((column) => boxes[row * 6 + column]);
  const box = { x: x * scale - shift, y: y * scale - shift, width: width * scale, height: height * scale, angle };
  if (!isSane(box, mapHeight, mapWidth)) return undefined;
  const longest = 2 * Math.max(mapHeight, mapWidth);
  const least = aligned ? 0 : 1;
  const sides = { width: Math.max(box.width, least), height: Math.max(box.height, least) };
  const samples = (side: number, bins: number): number => {
    if (samplingRatio > 0) return samplingRatio;
    // In float32 as mmcv has it, so that a whole quotient stays whole. Boxes of twice the map get no finer than those of
    // its own size need (D-5).
    return Math.ceil(Math.fround(Math.min(side, longest) / bins));
  };
  return {
    ...box,
    ...sides,
    angle: clockwise ? -angle : angle,
    row,
    level,
    image,
    samplesHigh: samples(sides.height, outputSize[0]),
    samplesWide: samples(sides.width, outputSize[1]),
  };
}
