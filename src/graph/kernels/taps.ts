/** Takes one tap: where in the output it counts, which feature it is, and its weight. */
export type Visit = (target: number, source: number, weight: number) => void;

/** Takes a pixel of the map and its weight. */
type VisitPixel = (pixel: number, weight: number) => void;

/** The channels that one set of taps serves: how many, and how far apart they lie in features and output. */
export interface Channels {
  readonly count: number;
  readonly featureStep: number;
  readonly outputStep: number;
}

/** Reference of a sampling: adds weighted features to the output. */
export function gatherTaps(
  features: Float64Array,
  output: Float64Array,
  { count, featureStep, outputStep }: Channels,
  forEachTap: (visit: Visit) => void,
): void {
  forEachTap((target, source, weight) => {
    for (let channel = 0; channel < count; channel += 1) {
      output[target + channel * outputStep] += weight * features[source + channel * featureStep];
    }
  });
}

/** Reference of a sampling's gradient: the transpose of `gatherTaps`, with the same taps. */
export function scatterTaps(
  output: Float64Array,
  features: Float64Array,
  { count, featureStep, outputStep }: Channels,
  forEachTap: (visit: Visit) => void,
): void {
  forEachTap((target, source, weight) => {
    for (let channel = 0; channel < count; channel += 1) {
      features[source + channel * featureStep] += weight * output[target + channel * outputStep];
    }
  });
}

/**
 * Pixels of a bilinear sample as RoI align takes it: up to one pixel outside the map, a place counts as on its edge;
 * further outside there is nothing. Pixels of weight 0 have no part in it.
 */
export function clampedSample(height: number, width: number, y: number, x: number, visit: VisitPixel): void {
  if (!(y >= -1 && y <= height && x >= -1 && x <= width)) return;
  const onY = Math.min(Math.max(y, 0), height - 1);
  const onX = Math.min(Math.max(x, 0), width - 1);
  bilinear(height, width, onY, onX, visit);
}

/** Pixels of a bilinear sample as a convolution takes it: the map continues with zeros on all sides. */
export function paddedSample(height: number, width: number, y: number, x: number, visit: VisitPixel): void {
  if (y > -1 && y < height && x > -1 && x < width) bilinear(height, width, y, x, visit);
}

/**
 * How a sample as a convolution takes it changes with y and with x: what each pixel of it contributes to the two
 * derivatives. At whole coordinates, those towards larger ones.
 */
export function paddedSlopes(
  height: number,
  width: number,
  y: number,
  x: number,
  visit: (pixel: number, byY: number, byX: number) => void,
): void {
  if (!(y > -1 && y < height && x > -1 && x < width)) return;
  forEachCorner(height, width, y, x, (pixel, weightY, weightX, signY, signX) => {
    visit(pixel, signY * weightX, signX * weightY);
  });
}

function bilinear(height: number, width: number, y: number, x: number, visit: VisitPixel): void {
  forEachCorner(height, width, y, x, (pixel, weightY, weightX) => {
    const weight = weightY * weightX;
    if (weight !== 0) visit(pixel, weight);
  });
}

/** The pixels of the map around a place: what they weigh along y and x, and how that changes with y and x. */
function forEachCorner(
  height: number,
  width: number,
  y: number,
  x: number,
  visit: (pixel: number, weightY: number, weightX: number, signY: number, signX: number) => void,
): void {
  const top = Math.floor(y);
  const left = Math.floor(x);
  for (let row = Math.max(top, 0); row <= top + 1 && row < height; row += 1) {
    for (let column = Math.max(left, 0); column <= left + 1 && column < width; column += 1) {
      const isBelow = row > top;
      const isBeside = column > left;
      const weightY = isBelow ? y - top : 1 - (y - top);
      const weightX = isBeside ? x - left : 1 - (x - left);
      visit(row * width + column, weightY, weightX, isBelow ? 1 : -1, isBeside ? 1 : -1);
    }
  }
}
