/**
 * How the logarithms of a quantity are distributed: sixteen bins per octave from 2^-8 to 2^24, so that parts of a
 * dataset can be counted apart and added up. Plain data.
 */
export interface LogHistogram {
  total: number;
  readonly bins: Uint32Array;
}

const binsPerOctave = 16;
const lowest = -8;
const highest = 24;
const binCount = (highest - lowest) * binsPerOctave;

export function emptyHistogram(): LogHistogram {
  return { total: 0, bins: new Uint32Array(binCount) };
}

/** Counts a value by its base-2 logarithm; the outermost bins take what is beyond. */
export function addLog(histogram: LogHistogram, log: number): void {
  const bin = Math.floor((log - lowest) * binsPerOctave);
  histogram.bins[Math.min(binCount - 1, Math.max(0, bin))] += 1;
  histogram.total += 1;
}

export function mergeHistogram(into: LogHistogram, later: LogHistogram): void {
  into.total += later.total;
  for (let bin = 0; bin < binCount; bin++) into.bins[bin] += later.bins[bin];
}

/** Median of the logarithms and their median absolute deviation from it, to half a bin (2 %). */
export function medianAndDeviation({ bins, total }: LogHistogram): { median: number; deviation: number } {
  const median = middleBin(bins, total);
  const distances = new Uint32Array(binCount);
  bins.forEach((count, bin) => {
    distances[Math.abs(bin - median)] += count;
  });
  return {
    median: lowest + (median + 0.5) / binsPerOctave,
    deviation: middleBin(distances, total) / binsPerOctave,
  };
}

/** How many values lie in bins wholly below, or wholly above, a logarithm. */
export function countBeyond({ bins }: LogHistogram, log: number, side: 'below' | 'above'): number {
  const limit = (log - lowest) * binsPerOctave;
  let count = 0;
  for (let bin = 0; bin < binCount; bin++) {
    if (side === 'below' ? bin + 1 <= limit : bin >= limit) count += bins[bin];
  }
  return count;
}

function middleBin(bins: Uint32Array, total: number): number {
  let passed = 0;
  let bin = 0;
  while (bin < binCount - 1 && passed + bins[bin] < total / 2) {
    passed += bins[bin];
    bin += 1;
  }
  return bin;
}
