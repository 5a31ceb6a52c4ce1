import type { AuditedImage, AuditStatistics, Histogram } from './types.js';

/** Counts in the making: plain data, so that worker threads can send their part. */
export interface StatisticsState {
  images: number;
  annotations: number;
  shortSide: number[];
  shortSideAtTraining: number[];
  aspect: number[];
  angle: number[];
  objectsPerImage: number[];
  classes: Record<string, number>;
}

// Edges hold the thresholds that matter (0.01, 0.5, 1 and 2 px), so that no bin straddles one.
const sideEdges = [0, 0.01, 0.5, 1, 2, 4, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024];
const edges = {
  shortSide: sideEdges,
  shortSideAtTraining: sideEdges,
  aspect: [1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 7, 10, 15, 20, 50, 200, 1000],
  angle: Array.from({ length: 36 }, (_, i) => -90 + 5 * i),
  objectsPerImage: [0, 1, 2, 3, 5, 10, 20, 30, 50, 75, 100, 200, 300, 500, 1000, 2000],
} as const;

type HistogramName = keyof typeof edges;
const histogramNames = Object.keys(edges) as HistogramName[];

export function emptyStatistics(): StatisticsState {
  const zeros = Object.fromEntries(histogramNames.map((name) => [name, edges[name].map(() => 0)]));
  return { images: 0, annotations: 0, classes: {}, ...(zeros as Record<HistogramName, number[]>) };
}

/** Counts one image. Objects with no rectangle count for their class and image only. */
export function addToStatistics(state: StatisticsState, image: AuditedImage): void {
  state.images += 1;
  state.annotations += image.shapes.length;
  count(state, 'objectsPerImage', image.shapes.length);
  for (const { object, rectangle, shortSide, longSide } of image.shapes) {
    state.classes[object.className] = (state.classes[object.className] ?? 0) + 1;
    if (!Number.isFinite(shortSide)) continue;
    count(state, 'shortSide', shortSide);
    count(state, 'shortSideAtTraining', shortSide * image.scale);
    if (rectangle.kind !== 'rectangle') continue;
    count(state, 'aspect', longSide / shortSide);
    count(state, 'angle', (rectangle.box.theta * 180) / Math.PI);
  }
}

export function mergeStatistics(into: StatisticsState, later: StatisticsState): void {
  into.images += later.images;
  into.annotations += later.annotations;
  for (const name of histogramNames) {
    later[name].forEach((value, bin) => {
      into[name][bin] += value;
    });
  }
  for (const [name, value] of Object.entries(later.classes)) into.classes[name] = (into.classes[name] ?? 0) + value;
}

/** The finished distributions; classes by falling count, then by name. */
export function finishStatistics(state: StatisticsState): AuditStatistics {
  const histogram = (name: HistogramName): Histogram => ({ edges: edges[name], counts: state[name] });
  return {
    shortSide: histogram('shortSide'),
    shortSideAtTraining: histogram('shortSideAtTraining'),
    aspect: histogram('aspect'),
    angle: histogram('angle'),
    objectsPerImage: histogram('objectsPerImage'),
    classes: Object.entries(state.classes)
      .map(([name, value]) => ({ name, count: value }))
      .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1)),
  };
}

/** Adds a value to the bin that holds it; values above the last edge belong to the last bin. */
function count(state: StatisticsState, name: HistogramName, value: number): void {
  const bounds = edges[name];
  let low = 0;
  let high = bounds.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (bounds[middle] <= value) low = middle;
    else high = middle - 1;
  }
  state[name][low] += 1;
}
