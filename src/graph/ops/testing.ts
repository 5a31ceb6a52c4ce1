import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundsOf, dangersOf } from '../bounds.js';
import { evaluate, tensor } from '../evaluate.js';
import { gradient } from '../gradient.js';
import { largestFloat32 } from '../interval.js';
import { gradientError, runOnRuntime, runtimeError } from '../testing.js';
import type { Interval, ReferenceTensor, Value } from '../types.js';
import { sizeOf } from '../value.js';
import { input } from './input.js';
import { reduceSum } from './reduce-sum.js';

type Build = (...inputs: Value[]) => Value;

interface Trials {
  /** Places where central differences hold: one list of numbers for each input. */
  readonly smooth: readonly (readonly number[])[];
  /** Places where ONNX Runtime must agree with the reference, NaN and infinities included. */
  readonly extreme: readonly (readonly number[])[];
  /** Whether the gradient must agree there too. True unless said otherwise. */
  readonly gradientAtExtremes?: boolean;
}

/** Holds a function of elements to its gradient, its emission, its interval rule and its dangers. */
export function testElementwise(name: string, build: Build, { smooth, extreme, gradientAtExtremes = true }: Trials) {
  const rows = (lists: readonly (readonly number[])[]) => lists.map((list) => tensor([list.length], list));
  describe(name, () => {
    if (smooth.length > 0) {
      it('has the gradient of central differences', () => {
        expect(gradientError(build, rows(smooth))).toBeLessThan(1e-7);
      });
    }
    it('is its reference on ONNX Runtime', async () => {
      const both = (...inputs: Value[]) => {
        const value = build(...inputs);
        return gradientAtExtremes ? [value, ...gradient(reduceSum(value), inputs)] : [value];
      };
      expect(await runtimeError(both, rows(extreme))).toBeLessThan(1e-6);
    });
    it('keeps within the bounds of its interval rule', async () => {
      expect(await boundViolations(build, extreme.length)).toEqual([]);
    });
  });
}

/** Gradients of the sum of a function's results, by the reference; −0 as 0. */
export function gradientAt(build: Build, ...points: readonly ReferenceTensor[]): number[][] {
  const inputs = points.map(({ shape }, index) => input(`x${index}`, shape));
  const gradients = gradient(reduceSum(build(...inputs)), inputs);
  const found = evaluate(gradients, new Map(inputs.map((value, index) => [value, points[index]])));
  return found.map(({ data }) => Array.from(data, (slope) => slope + 0));
}

/**
 * Draws intervals for every input and points within, and says in words where the reference or ONNX Runtime leaves the
 * bounds that the interval rules give, where a result is not finite though no danger was seen, and where a danger
 * remains though its inputs keep to the bounds it asks for. `row` is the shape of one trial's input.
 */
export async function boundViolations(build: Build, arity: number, row: readonly number[] = []): Promise<string[]> {
  const count = 400;
  const trials = fc.sample(fc.array(intervalAndPoints(sizeOf(row)), { minLength: arity, maxLength: arity }), {
    numRuns: count,
    seed: 1,
  });
  const inputs = Array.from({ length: arity }, (_, index) => input(`x${index}`, [count, ...row]));
  const result = build(...inputs);
  const points = inputs.map(({ shape }, index) =>
    tensor(
      shape,
      trials.flatMap((trial) => trial[index].points),
    ),
  );
  const [{ data: reference }] = evaluate([result], new Map(inputs.map((value, index) => [value, points[index]])));
  const [{ data: computed }] = await runOnRuntime([result], inputs, points);
  const width = reference.length / count;

  return trials.flatMap((trial, index) => {
    const intervals = trial.map(({ interval }) => interval);
    const bounds = boundsAt(intervals);
    const dangers = dangersAt(intervals);
    const sane = intervals.every(({ low, high, mayBeNaN }) => isFiniteFloat(low) && isFiniteFloat(high) && !mayBeNaN);
    const found: string[] = [];
    const where = `${JSON.stringify(trial.map(describeTrial))} -> ${inWords(bounds)}`;
    for (let i = index * width; i < (index + 1) * width; i += 1) {
      for (const [kind, value] of [
        ['reference', reference[i]],
        ['runtime', Number(computed[i])],
      ] as const) {
        const inside = Number.isNaN(value) ? bounds.mayBeNaN : value >= bounds.low && value <= bounds.high;
        if (!inside) found.push(`${kind} ${value} outside: ${where}`);
      }
    }
    const safe = isFiniteFloat(bounds.low) && isFiniteFloat(bounds.high) && !bounds.mayBeNaN;
    if (sane && dangers.length === 0 && !safe && result.dtype === 'float32') found.push(`danger overlooked: ${where}`);
    const watchable = dangers.every(({ node, input: watched }) => inputs.includes(node.inputs[watched]));
    if (sane && dangers.length > 0 && watchable) {
      const watched = intervals.map((interval, at) =>
        dangers.filter(({ node, input: of }) => node.inputs[of] === inputs[at]).reduce(meet, interval),
      );
      const empty = watched.some(({ low, high }) => low > high);
      if (!empty && dangersAt(watched).length > 0) found.push(`still dangerous within its bounds: ${where}`);
    }
    return found;
  });

  function given(intervals: readonly Interval[]): Map<Value, Interval> {
    return new Map(inputs.map((value, index) => [value, intervals[index]]));
  }
  function boundsAt(intervals: readonly Interval[]): Interval {
    return boundsOf([result], given(intervals)).get(result) as Interval;
  }
  function dangersAt(intervals: readonly Interval[]) {
    return dangersOf([result], given(intervals));
  }
}

function meet(interval: Interval, { safe }: { safe: Pick<Interval, 'low' | 'high'> }): Interval {
  return { ...interval, low: Math.max(interval.low, safe.low), high: Math.min(interval.high, safe.high) };
}

function isFiniteFloat(value: number): boolean {
  return Math.abs(value) <= largestFloat32;
}

function inWords({ low, high, mayBeNaN }: Interval): string {
  return `[${low}, ${high}]${mayBeNaN ? ' or NaN' : ''}`;
}

function describeTrial({ interval, points }: { interval: Interval; points: readonly number[] }): string {
  return `${points.join(', ')} in ${inWords(interval)}`;
}

const end = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.constantFrom(0, 1, -1, 0.5, -0.5, 2, -2, 88, -88, 2 ** -66, -(2 ** -66), 2 ** 60, -(2 ** 60)),
  },
  { weight: 1, arbitrary: fc.constantFrom(largestFloat32, -largestFloat32, Infinity, -Infinity, 2 ** -149, 2 ** -126) },
  { weight: 4, arbitrary: fc.float({ min: -10, max: 10, noNaN: true }) },
  { weight: 2, arbitrary: fc.float({ min: -100, max: 100, noNaN: true }) },
  { weight: 2, arbitrary: fc.float({ noNaN: true }) },
);

/** An interval, and points in it: its ends, numbers between, and NaN if it may be. */
function intervalAndPoints(count: number) {
  return fc
    .record({
      ends: fc.tuple(end, end),
      single: fc.integer({ min: 0, max: 9 }),
      mayBeNaN: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
      places: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: count, maxLength: count }),
    })
    .map(({ ends, single, mayBeNaN, places }) => {
      const low = Math.min(...ends);
      const high = single === 0 ? low : Math.max(...ends);
      const interval: Interval = { low: low + 0, high: high + 0, mayBeNaN };
      return { interval, points: places.map((place) => pointIn(interval, place)) };
    });
}

/** A float32 in an interval. */
function pointIn({ low, high, mayBeNaN }: Interval, place: number): number {
  if (mayBeNaN && place > 0.5) return Number.NaN;
  if (place < 0.1) return low;
  if (place > 0.9) return high;
  if (place > 0.8 && low <= 0 && high >= 0) return 0;
  const [from, to] = [Math.max(low, -largestFloat32), Math.min(high, largestFloat32)];
  // Evenly, or evenly in the logarithm, so that small numbers of wide intervals are seen.
  const point = place < 0.5 ? from + (to - from) * place : Math.sign(from + to) * Math.exp(-80 * place) * Math.abs(to);
  return Math.fround(Math.min(Math.max(point, low), high));
}
