import { evaluate, tensor } from './evaluate.js';
import { gradient } from './gradient.js';
import { constant } from './ops/constant.js';
import { input } from './ops/input.js';
import { multiply } from './ops/multiply.js';
import { reduceSum } from './ops/reduce-sum.js';
import { compile } from './runtime/program.js';
import type { DType, HostTensor, ReferenceTensor, Value } from './types.js';

/** Deterministic numbers in (-1, 1), all different, for tests. */
export function numbers(count: number, seed = 1): Float64Array {
  let state = seed;
  return Float64Array.from({ length: count }, () => {
    state = (state * 48271) % 2147483647;
    return (state / 2147483647) * 2 - 1;
  });
}

/**
 * Largest difference, relative to max(1, |numeric|), between the gradient that the graph derives and central
 * differences of the reference, over every element of every input. The function's result is weighted by fixed numbers
 * so that no output's gradient can hide behind another's.
 */
export function gradientError(
  build: (...inputs: Value[]) => Value,
  points: readonly ReferenceTensor[],
  step = 1e-6,
): number {
  const inputs = points.map(({ shape }, index) => input(`x${index}`, shape));
  const result = build(...inputs);
  const weights = constant(
    numbers(
      result.shape.reduce((a, b) => a * b, 1),
      7,
    ),
    result.shape,
  );
  const loss = reduceSum(multiply(result, weights));
  const feeds = (at: readonly ReferenceTensor[]) => new Map(inputs.map((value, index) => [value, at[index]]));
  const derived = evaluate(gradient(loss, inputs), feeds(points));
  const lossAt = (at: readonly ReferenceTensor[]): number => evaluate([loss], feeds(at))[0].data[0];
  let worst = 0;
  points.forEach((point, index) => {
    for (let element = 0; element < point.data.length; element += 1) {
      const moved = (by: number) => {
        const data = point.data.slice();
        data[element] += by;
        return lossAt(points.map((other, at) => (at === index ? tensor(point.shape, data) : other)));
      };
      const numeric = (moved(step) - moved(-step)) / (2 * step);
      worst = Math.max(worst, Math.abs(derived[index].data[element] - numeric) / Math.max(1, Math.abs(numeric)));
    }
  });
  return worst;
}

/**
 * Largest difference, relative to max(1, |reference|), between what ONNX Runtime computes in float32 and the float64
 * reference, over every element of every result. Both see the points rounded to float32. Infinities and NaN must
 * agree exactly, or the difference is infinite. `types` gives the inputs' element types; float32 by default.
 */
export async function runtimeError(
  build: (...inputs: Value[]) => Value | readonly Value[],
  points: readonly ReferenceTensor[],
  types: readonly DType[] = [],
): Promise<number> {
  const inputs = points.map(({ shape }, index) => input(`x${index}`, shape, types[index]));
  const built = build(...inputs);
  const results: readonly Value[] = 'node' in built ? [built] : built;
  const rounded = points.map(({ shape, data }, i) =>
    tensor(shape, inputs[i].dtype === 'float32' ? data.map(Math.fround) : data),
  );
  const expected = evaluate(results, new Map(inputs.map((value, index) => [value, rounded[index]])));
  const actual = await runOnRuntime(results, inputs, rounded);
  return Math.max(0, ...expected.map(({ data }, index) => largestDifference(actual[index], data)));
}

/** Results of a graph on ONNX Runtime, on one thread. */
export async function runOnRuntime(
  results: readonly Value[],
  inputs: readonly Value[],
  points: readonly ReferenceTensor[],
): Promise<HostTensor[]> {
  const named = Object.fromEntries(results.map((value, index) => [`result${index}`, value]));
  const program = await compile(named, { inputs, threads: 1 });
  const feeds = Object.fromEntries(points.map(({ data }, index) => [`x${index}`, Array.from(data)]));
  const outputs = await program.run(feeds);
  program.dispose();
  return results.map((_, index) => outputs[`result${index}`]);
}

function largestDifference({ data }: HostTensor, expected: Float64Array): number {
  let worst = 0;
  expected.forEach((reference, index) => {
    const actual = Number(data[index]);
    if (Object.is(actual, reference)) return;
    const difference = Math.abs(actual - reference) / Math.max(1, Math.abs(reference));
    // A reference beyond float32 is infinite there.
    if (actual === Math.fround(reference)) return;
    worst = Math.max(worst, Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference);
  });
  return worst;
}
