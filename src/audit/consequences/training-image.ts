import { isWindowName } from '../../datasets/dota/label-line.js';
import type { ImageSize } from '../../datasets/types.js';
import type { OrientedBox, Quad } from '../../geometry/types.js';
import type { AuditedImage, TrainSetup } from '../types.js';
import { trainingScale } from './train-setup.js';

const f = Math.fround;

/** An image as the detector gets it, in pixels. */
export interface TrainingImage {
  readonly width: number;
  readonly height: number;
  /** After padding to a multiple of 32: what feature maps and anchors are made for. */
  readonly paddedWidth: number;
  readonly paddedHeight: number;
  /** Factors from stored to training pixels; they differ by rounding. */
  readonly scaleX: number;
  readonly scaleY: number;
}

/** Overlap of neighbouring windows in MMRotate's single-scale split, in pixels. */
const windowGap = 200;

/** How an image of the given stored size reaches the detector; unknown sizes count as the training size. */
export function trainingImage(size: ImageSize | undefined, train: TrainSetup): TrainingImage {
  if (size === undefined || train.split) return framed(train.width, train.height, 1, 1);
  const scale = trainingScale(size, train);
  const width = Math.floor(size.width * scale + 0.5);
  const height = Math.floor(size.height * scale + 0.5);
  return framed(width, height, width / size.width, height / size.height);
}

function framed(width: number, height: number, scaleX: number, scaleY: number): TrainingImage {
  return { width, height, paddedWidth: padded(width), paddedHeight: padded(height), scaleX, scaleY };
}

function padded(side: number): number {
  return Math.ceil(side / 32) * 32;
}

/**
 * Whether the image is still to be cut into windows before training: DOTA as downloaded. Windows, and images of other
 * people's datasets that fit into one, reach the loader as they are.
 */
export function needsSplit({ annotations, size, shapes }: AuditedImage, train: TrainSetup): boolean {
  if (!train.split || isWindowName(annotations.id)) return false;
  if (annotations.imageSource !== undefined) return true;
  if (size !== undefined) return size.width > train.width || size.height > train.height;
  return shapes.some(({ object }) =>
    object.polygon.some((value, i) => value > (i % 2 === 0 ? train.width : train.height)),
  );
}

/**
 * Left and top of the window that shows most of a polygon when an image is split as MMRotate's tool does: windows every
 * `side - 200` px, the last one flush with the image's border.
 */
export function windowFor(
  polygon: Quad,
  size: ImageSize | undefined,
  train: TrainSetup,
): readonly [x: number, y: number] {
  const xs = [polygon[0], polygon[2], polygon[4], polygon[6]];
  const ys = [polygon[1], polygon[3], polygon[5], polygon[7]];
  return [
    bestStart(Math.min(...xs), Math.max(...xs), size?.width, train.width),
    bestStart(Math.min(...ys), Math.max(...ys), size?.height, train.height),
  ];
}

/** Of the windows along one axis that can show most of an interval, the first one's start. */
function bestStart(from: number, to: number, length: number | undefined, side: number): number {
  const step = side - windowGap;
  const extent = length ?? Math.max(to, side);
  const last = extent <= side ? 0 : Math.ceil((extent - side) / step);
  const startOf = (i: number): number => Math.min(i * step, Math.max(0, extent - side));
  // Around the first window that holds the end of the interval, and the first that starts within it.
  const candidates = [(to - side) / step, from / step].flatMap((i) => [Math.floor(i), Math.ceil(i)]);
  let best = 0;
  let most = Number.NEGATIVE_INFINITY;
  for (const i of candidates.map((i) => Math.max(0, Math.min(last, i))).sort((a, b) => a - b)) {
    const visible = Math.min(to, startOf(i) + side) - Math.max(from, startOf(i));
    if (visible > most) {
      most = visible;
      best = startOf(i);
    }
  }
  return best;
}

/** A box of 0.3.4 after `RResize`: both sides by the mean factor, float32. */
export function resized034(box: OrientedBox, { scaleX, scaleY }: TrainingImage): OrientedBox {
  const x = f(scaleX);
  const y = f(scaleY);
  const mean = f(Math.sqrt(f(x * y)));
  return { cx: f(box.cx * x), cy: f(box.cy * y), w: f(box.w * mean), h: f(box.h * mean), theta: box.theta };
}

/** A box of 1.x after `rescale_`: each side by the factor along it, float32. */
export function resized1x(box: OrientedBox, { scaleX, scaleY }: TrainingImage): OrientedBox {
  const x = f(scaleX);
  const y = f(scaleY);
  const cos = f(Math.cos(box.theta));
  const sin = f(Math.sin(box.theta));
  const length = (a: number, b: number): number => f(Math.sqrt(f(f(a * a) + f(b * b))));
  return {
    cx: f(box.cx * x),
    cy: f(box.cy * y),
    w: f(box.w * length(f(x * cos), f(y * sin))),
    h: f(box.h * length(f(x * sin), f(y * cos))),
    theta: f(Math.atan2(f(x * sin), f(y * cos))),
  };
}
