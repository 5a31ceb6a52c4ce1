import { describe, expect, it } from 'vitest';
import { evaluate, tensor } from '../evaluate.js';
import { gradient } from '../gradient.js';
import { conv2d } from '../ops/conv2d.js';
import { input } from '../ops/input.js';
import { multiply } from '../ops/multiply.js';
import { reduceSum } from '../ops/reduce-sum.js';
import { numbers, runOnRuntime } from '../testing.js';
import type { Shape, Value } from '../types.js';
import { nodesOf, sizeOf } from '../value.js';
import { shareCommon } from './share-common.js';
import { winograd } from './winograd.js';

const small = { channels: 2, tiles: 2 };

/** A convolution, weighted so that every pixel has a gradient of its own, and its gradients. */
function build(image: Shape, filters: number, padding: number | [number, number, number, number], kernel = 3) {
  const x = input('x0', image);
  const weight = input('x1', [filters, image[1], kernel, kernel]);
  const bias = input('x2', [filters]);
  const y = conv2d(x, weight, { padding, bias });
  const slopes = input('x3', y.shape);
  const outputs = [y, ...gradient(reduceSum(multiply(y, slopes)), [x, weight])];
  const inputs = [x, weight, bias, slopes];
  const points = inputs.map(({ shape }, index) => tensor(shape, numbers(sizeOf(shape), index + 1).map(Math.fround)));
  return { outputs, inputs, points, feeds: new Map(inputs.map((value, index) => [value, points[index]])) };
}

const opsOf = (values: readonly Value[]) => nodesOf(values).map(({ op }) => op.name);

describe.each([
  ['sides of whole tiles', [1, 3, 8, 12], 4, 1],
  ['sides that are no multiple of a tile', [2, 5, 9, 7], 3, 1],
  ['no padding', [1, 2, 11, 8], 6, 0],
  ['more padding behind than before', [2, 4, 6, 10], 2, [0, 2, 3, 1]],
] as [string, Shape, number, number | [number, number, number, number]][])('%s', (_, image, filters, padding) => {
  const { outputs, inputs, points, feeds } = build(image, filters, padding);
  const fast = winograd(outputs, small);

  it('keeps values and gradients in the reference', () => {
    expect(opsOf(fast)).not.toEqual(opsOf(outputs));
    const expected = evaluate(outputs, feeds);
    evaluate(fast, feeds).forEach(({ shape, data }, index) => {
      expect(shape).toEqual(expected[index].shape);
      expect(difference(data, expected[index].data)).toBeLessThan(1e-12);
    });
  });

  it('comes close to them on ONNX Runtime', async () => {
    const expected = evaluate(outputs, feeds);
    const results = await runOnRuntime(fast, inputs, points);
    results.forEach(({ data }, index) => {
      expect(difference(Float64Array.from(data as Float32Array), expected[index].data)).toBeLessThan(2e-5);
    });
  });
});

/** Largest difference over the root mean square of what is expected. */
function difference(data: Float64Array, expected: Float64Array): number {
  const scale = Math.sqrt(expected.reduce((sum, x) => sum + x * x, 0) / expected.length);
  return data.reduce((most, x, at) => Math.max(most, Math.abs(x - expected[at])), 0) / scale;
}

it('leaves alone what it does not serve', () => {
  const few = [build([1, 16, 32, 32], 128, 1), build([1, 128, 32, 32], 16, 1), build([1, 128, 16, 16], 128, 1)];
  for (const { outputs } of [...few, build([1, 128, 33, 33], 128, 0, 1)]) expect(winograd(outputs)).toEqual(outputs);
});

it('is off by little more than plain sums over as many channels as networks have', async () => {
  const { outputs, inputs, points } = build([1, 256, 32, 32], 128, 1);
  const expected = await runOnRuntime(outputs, inputs, points);
  const results = await runOnRuntime(winograd(outputs), inputs, points);
  results.forEach(({ data }, index) => {
    const plain = Float64Array.from(expected[index].data as Float32Array);
    expect(difference(Float64Array.from(data as Float32Array), plain)).toBeLessThan(2e-5);
  });
});

it('transforms image, weights and arriving gradient once for the three of them', () => {
  const { outputs } = build([1, 128, 32, 32], 128, 1);
  const ops = opsOf(shareCommon(winograd(outputs)));
  const count = (name: string) => ops.filter((op) => op === name).length;
  // Into tiles: image and gradient. Out of them: result and image's gradient.
  expect(count('conv2d')).toBe(2);
  expect(count('conv2d-input-gradient')).toBe(2);
  // Products, and the weights there and back.
  expect(count('matmul')).toBe(3 + 2);
});
