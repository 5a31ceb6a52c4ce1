import { describe, expect, it } from 'vitest';
import { evaluate, tensor } from '../evaluate.js';
import { blockSize } from '../runtime/block-size.js';
import { gradientError, numbers, runtimeError } from '../testing.js';
import type { Value } from '../types.js';
import { sizeOf } from '../value.js';
import { blockedConv2d } from './blocked-conv2d.js';
import { blockedConv2dWeightGradient } from './blocked-conv2d-weight-gradient.js';
import { blockedMaxPool2d } from './blocked-max-pool2d.js';
import { blocked, blockedTurnedWeights, blockedWeights, unblocked, unblockedWeights } from './blocks.js';
import { constant } from './constant.js';
import { conv2dWeightGradient } from './conv2d-weight-gradient.js';
import { type ConvolutionOptions, convolution } from './convolution.js';
import { input } from './input.js';
import { maxPool2d } from './max-pool2d.js';
import { boundViolations } from './testing.js';

const processorBlock = await blockSize();
const points = (...shapes: number[][]) => shapes.map((shape, i) => tensor(shape, numbers(sizeOf(shape), i + 1)));

const geometries: [name: string, size: number[], kernel: number[], ConvolutionOptions][] = [
  ['1 × 1', [5, 4], [1, 1], {}],
  ['1 × 1 over many pixels', [33, 35], [1, 1], {}],
  ['1 × 1, stride 2, over many pixels', [68, 70], [1, 1], { stride: 2 }],
  ['3 × 3, padded', [5, 6], [3, 3], { padding: 1 }],
  ['3 × 3, stride 2, a row left over', [6, 5], [3, 3], { stride: 2, padding: 1 }],
  ['3 × 3, dilation 2', [6, 7], [3, 3], { dilation: 2, padding: 2 }],
  ['2 × 3, stride 3 × 1, padded on two sides', [7, 4], [2, 3], { stride: [3, 1], padding: [1, 0, 0, 2] }],
];

describe('blocked convolution', () => {
  it.each(geometries.filter(([, [height]]) => height < 10))(
    'has the gradients of central differences for %s',
    (_name, size, kernel, options) => {
      const how = convolution(options);
      const build = (x: Value, w: Value, bias: Value) =>
        blockedConv2d(blocked(x, 2), blockedWeights(w, 2), how, { bias, relu: true });
      expect(gradientError(build, points([2, 4, ...size], [2, 4, ...kernel], [2]))).toBeLessThan(1e-7);
      const withAddend = (x: Value, w: Value) => {
        const y = blockedConv2d(x, blockedWeights(w, 2), how);
        return blockedConv2d(x, blockedWeights(w, 2), how, { addend: y });
      };
      expect(gradientError(withAddend, points([1, 1, ...size], [2, 1, ...kernel]))).toBeLessThan(1e-7);
      const slope = (x: Value, w: Value) => {
        const y = blockedConv2d(blocked(x, 2), blockedWeights(w, 2), how);
        return blockedConv2dWeightGradient(blocked(x, 2), y, w.shape, how);
      };
      expect(gradientError(slope, points([1, 2, ...size], [2, 2, ...kernel]))).toBeLessThan(1e-6);
    },
  );

  it.skipIf(processorBlock === undefined)('keeps within the bounds of its interval rule', async () => {
    const block = processorBlock ?? 0;
    const weight = blockedWeights(constant(numbers(4 * block, 3), [block, 1, 2, 2]), block);
    const build = (x: Value) => blockedConv2d(x, weight, convolution({ padding: 1 }), { relu: true });
    expect(await boundViolations(build, 1, [1, 2, 2])).toEqual([]);
  });
});

describe('weights in blocks', () => {
  const weight = input('w', [4, 6, 2, 3]);
  const feeds = new Map([[weight, tensor(weight.shape, numbers(144))]]);

  it('come back as they were', () => {
    const [there, back] = evaluate([weight, unblockedWeights(blockedWeights(weight, 2))], feeds);
    expect(back).toEqual(there);
  });

  it('are turned with their taps in the order asked for', () => {
    const turned = blockedTurnedWeights(weight, [5, 0], 2);
    expect(turned.shape).toEqual([3, 2, 2, 2, 2]);
    const [{ data }] = evaluate([turned], feeds);
    const source = feeds.get(weight)?.data as Float64Array;
    // Block 2 of input channels, block 1 of filters, second tap asked for (0), filter 1 of the block, channel 0.
    const at = (((2 * 2 + 1) * 2 + 1) * 2 + 1) * 2;
    expect(data[at]).toBe(source[(3 * 6 + 4) * 6]);
  });
});

describe.skipIf(processorBlock === undefined)('on ONNX Runtime (skipped where it has no blocks)', () => {
  const block = processorBlock ?? 0;

  it.each(geometries)('is its reference for %s', async (_name, size, kernel, options) => {
    const how = convolution(options);
    const shapes = points([2, block, ...size], [block, block, ...kernel], [block]);
    const build = (x: Value, w: Value, bias: Value) => {
      const weights = blockedWeights(w, block);
      const y = blockedConv2d(blocked(x, block), weights, how, { bias });
      const both = blockedConv2d(blocked(x, block), weights, how, { addend: y, relu: true });
      return [unblocked(y), unblocked(both), blockedConv2dWeightGradient(blocked(x, block), y, w.shape, how)];
    };
    expect(await runtimeError(build, shapes)).toBeLessThan(1e-4);
    const fewChannels = (x: Value, w: Value) => blockedConv2d(x, blockedWeights(w, block), how);
    expect(await runtimeError(fewChannels, points([2, 3, ...size], [block, 3, ...kernel]))).toBeLessThan(1e-5);
  });

  it('pools as plain images are pooled', async () => {
    const how = { kernel: [3, 3], stride: [2, 2], padding: [1, 1, 1, 1] } as const;
    const build = (x: Value) => unblocked(blockedMaxPool2d(blocked(x, block), how));
    const point = points([2, 2 * block, 7, 6]);
    expect(await runtimeError(build, point)).toBe(0);
    const plain = (x: Value) => maxPool2d(x, 3, { stride: 2, padding: 1 });
    const x = input('x', point[0].shape);
    const feeds = new Map([[x, point[0]]]);
    expect(evaluate([build(x)], feeds)).toEqual(evaluate([plain(x)], feeds));
  });
});

describe('blocked max pooling', () => {
  it('has the gradient of central differences', () => {
    const how = { kernel: [3, 3], stride: [2, 2], padding: [1, 1, 1, 1] } as const;
    expect(gradientError((x) => blockedMaxPool2d(blocked(x, 2), how), points([1, 4, 5, 6]))).toBeLessThan(1e-8);
  });
});

describe('blocked weight gradient', () => {
  it('is that of plain images', () => {
    const how = convolution({ stride: 2, padding: 1 });
    const [x, dy] = [input('x', [2, 4, 6, 5]), input('dy', [2, 6, 3, 3])];
    const feeds = new Map([
      [x, tensor(x.shape, numbers(240))],
      [dy, tensor(dy.shape, numbers(108, 2))],
    ]);
    const [a, b] = evaluate(
      [
        blockedConv2dWeightGradient(blocked(x, 2), blocked(dy, 2), [6, 4, 3, 3], how),
        conv2dWeightGradient(x, dy, [6, 4, 3, 3], how),
      ],
      feeds,
    );
    expect(a).toEqual(b);
  });
});
