import type { AnnotatedObject } from '../../datasets/types.js';
import type { AuditedImage } from '../types.js';
import type { ReportOf } from './define.js';
import {
  addLog,
  countBeyond,
  emptyHistogram,
  type LogHistogram,
  medianAndDeviation,
  mergeHistogram,
} from './log-histogram.js';
import { forEachByClass, mergePerClass, type PerClass } from './per-class.js';
import { type AreaShape, greatestCoordinate, spansArea } from './shapes.js';

/** An object far from the rest, with all that a finding about it needs. */
interface Extreme {
  readonly log: number;
  readonly file: string;
  readonly object: AnnotatedObject;
}

/** One class's distribution, and its most extreme objects: farthest first. */
interface Distribution {
  readonly histogram: LogHistogram;
  readonly low: Extreme[];
  readonly high: Extreme[];
}

export interface OutlierOptions {
  /** Deviations from the median, as standard deviations of a normal distribution, beyond which an object is odd. */
  readonly deviations: number;
  /** How many times smaller or larger than the median an object must be at least. */
  readonly factor: number;
  /** Where more than this share of a class is as far off, it is a kind of its own and not odd. */
  readonly shareAtMost: number;
  /** Classes with fewer objects have no distribution to speak of. */
  readonly objects: number;
}

/** Objects reported per class and direction; the finding says how many there are. */
const mostReported = 10;

/** Thinner objects, in pixels, are V3's and V4's. */
const leastSide = 2;

/** A median absolute deviation times this estimates the standard deviation of a normal distribution. */
const deviationScale = 1.4826;

/**
 * The dataset check of a rule that looks for objects unlike the rest of their class. Median and median absolute
 * deviation of the logarithms are robust: they hardly move for the objects that are looked for.
 *
 * @param measure the base-2 logarithm of the quantity
 */
export function outlierCheck(measure: (shape: AreaShape) => number) {
  return {
    start: (): PerClass<Distribution> => new Map(),

    add(state: PerClass<Distribution>, image: AuditedImage): void {
      const file = image.annotations.annotationFile;
      forEachByClass(state, image, emptyDistribution, ({ histogram, low, high }, shape) => {
        if (shape.shortSide < leastSide || shape.longSide > greatestCoordinate || !spansArea(shape)) return;
        const log = measure(shape);
        addLog(histogram, log);
        if (low.length < mostReported || log < low[low.length - 1].log)
          keep(low, { log, file, object: shape.object }, 1);
        if (high.length < mostReported || log > high[high.length - 1].log) {
          keep(high, { log, file, object: shape.object }, -1);
        }
      });
    },

    merge(into: PerClass<Distribution>, later: PerClass<Distribution>): void {
      mergePerClass(into, later, (known, entry) => {
        mergeHistogram(known.histogram, entry.histogram);
        for (const extreme of entry.low) keep(known.low, extreme, 1);
        for (const extreme of entry.high) keep(known.high, extreme, -1);
      });
    },

    finish(
      state: PerClass<Distribution>,
      _dataset: unknown,
      { deviations, factor, shareAtMost, objects }: OutlierOptions,
      report: ReportOf<'low' | 'high'>,
    ): void {
      for (const [name, { histogram, low, high }] of state) {
        if (histogram.total < objects) continue;
        const { median, deviation } = medianAndDeviation(histogram);
        const reach = Math.max(deviations * deviationScale * deviation, Math.log2(factor));
        for (const [reason, extremes, limit] of [
          ['low', low.filter(({ log }) => log < median - reach), median - reach],
          ['high', high.filter(({ log }) => log > median + reach), median + reach],
        ] as const) {
          const beyond = countBeyond(histogram, limit, reason === 'low' ? 'below' : 'above');
          const count = Math.max(extremes.length, beyond);
          if (count > shareAtMost * histogram.total) continue;
          for (const { log, file, object } of extremes) {
            report({
              reason,
              object,
              file,
              line: object.line,
              class: name,
              values: { name, value: 2 ** log, median: 2 ** median, times: 2 ** Math.abs(log - median), count },
            });
          }
        }
      }
    },
  };
}

function emptyDistribution(): Distribution {
  return { histogram: emptyHistogram(), low: [], high: [] };
}

/** Puts an extreme into its place; `sign` 1 keeps the smallest, -1 the largest. The first of equals stands first. */
function keep(extremes: Extreme[], extreme: Extreme, sign: 1 | -1): void {
  let at = extremes.length;
  while (at > 0 && sign * (extreme.log - extremes[at - 1].log) < 0) at -= 1;
  if (at >= mostReported) return;
  extremes.splice(at, 0, extreme);
  if (extremes.length > mostReported) extremes.pop();
}
