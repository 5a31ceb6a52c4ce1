import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addLog, countBeyond, emptyHistogram, medianAndDeviation, mergeHistogram } from './log-histogram.js';

const halfBin = 1 / 32;

function histogramOf(logs: readonly number[]) {
  const histogram = emptyHistogram();
  for (const log of logs) addLog(histogram, log);
  return histogram;
}

function medianOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.ceil(values.length / 2) - 1];
}

const logs = fc.array(fc.double({ min: -7, max: 20, noNaN: true }), { minLength: 1, maxLength: 200 });

describe('a histogram of logarithms', () => {
  it('knows the median to half a bin, and the deviation to two halves', () => {
    fc.assert(
      fc.property(logs, (values) => {
        const { median, deviation } = medianAndDeviation(histogramOf(values));
        expect(Math.abs(median - medianOf(values))).toBeLessThanOrEqual(halfBin + 1e-9);
        const distances = values.map((value) => Math.abs(value - medianOf(values)));
        expect(Math.abs(deviation - medianOf(distances))).toBeLessThanOrEqual(2 * halfBin + 1e-9);
      }),
    );
  });

  it('is the same when parts are counted apart', () => {
    fc.assert(
      fc.property(logs, logs, (first, second) => {
        const merged = histogramOf(first);
        mergeHistogram(merged, histogramOf(second));
        expect(merged).toEqual(histogramOf([...first, ...second]));
      }),
    );
  });

  it('counts what lies beyond a limit on a border of bins', () => {
    const histogram = histogramOf([-3, -1.01, 1.01, 2, 3]);
    expect(countBeyond(histogram, -1, 'below')).toBe(2);
    expect(countBeyond(histogram, 1, 'above')).toBe(3);
  });

  it('puts what is beyond its range into the outermost bins', () => {
    expect(histogramOf([-1000, 1000, 1000]).total).toBe(3);
    expect(countBeyond(histogramOf([-1000, 1000, 1000]), 20, 'above')).toBe(2);
  });
});
