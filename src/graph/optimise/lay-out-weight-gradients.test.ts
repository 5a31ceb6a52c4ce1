import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tensor } from '../evaluate.js';
import { conv2dWeightGradient } from '../ops/conv2d-weight-gradient.js';
import { type ConvolutionOptions, convolution, convolvedShape } from '../ops/convolution.js';
import { input } from '../ops/input.js';
import { numbers, runtimeError } from '../testing.js';
import type { Shape } from '../types.js';
import { sizeOf } from '../value.js';
import { layOutWeightGradients } from './lay-out-weight-gradients.js';
import { changeBy, networks } from './testing.js';

describe('layOutWeightGradients', () => {
  it('keeps the values of random networks and of their gradients', () => {
    fc.assert(
      fc.property(networks(2), (graph) => {
        expect(changeBy(layOutWeightGradients, graph)).toBe(0);
      }),
      { numRuns: 30 },
    );
  });

  it.each<[string, number[], number[], ConvolutionOptions]>([
    ['1 × 1', [2, 3, 5, 4], [4, 3, 1, 1], {}],
    ['1 × 1, many windows', [2, 3, 40, 30], [4, 3, 1, 1], {}],
    ['1 × 1, stride 2', [2, 3, 6, 7], [4, 3, 1, 1], { stride: 2 }],
    ['3 × 3', [2, 3, 6, 5], [4, 3, 3, 3], { padding: 1 }],
    ['3 × 3, stride 2, a row left over', [2, 3, 6, 5], [4, 3, 3, 3], { padding: 1, stride: 2 }],
    ['2 × 3, dilation 2, padded on two sides', [1, 3, 7, 8], [2, 3, 2, 3], { dilation: 2, padding: [0, 1, 2, 0] }],
    ['groups, which stay products', [2, 4, 5, 5], [4, 2, 3, 3], { groups: 2 }],
  ])('is the reference on ONNX Runtime for %s', async (_name, image, weight, options) => {
    const how = convolution(options);
    const slope = convolvedShape(image, weight, how) as Shape;
    const points = [image, slope].map((shape, at) => tensor(shape, numbers(sizeOf(shape), at + 1)));
    const build = (x: ReturnType<typeof input>, dy: ReturnType<typeof input>) =>
      layOutWeightGradients([conv2dWeightGradient(x, dy, weight, how)]);
    expect(await runtimeError(build, points)).toBeLessThan(1e-5);
  });

  it('leaves products where groups ask for them', () => {
    const [x, dy] = [input('x', [1, 4, 3, 3]), input('dy', [1, 4, 3, 3])];
    const how = convolution({ groups: 2 });
    const value = conv2dWeightGradient(x, dy, [4, 2, 1, 1], how);
    expect(layOutWeightGradients([value])[0]).toBe(value);
  });
});
