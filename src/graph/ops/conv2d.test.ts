import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundsOf, dangersOf } from '../bounds.js';
import { evaluate, tensor } from '../evaluate.js';
import { gradient } from '../gradient.js';
import { gradientError, numbers, runtimeError } from '../testing.js';
import type { Value } from '../types.js';
import { sizeOf } from '../value.js';
import { constant } from './constant.js';
import { conv2d } from './conv2d.js';
import type { ConvolutionOptions } from './convolution.js';
import { input } from './input.js';
import { multiply } from './multiply.js';
import { reduceSum } from './reduce-sum.js';
import { reshape } from './reshape.js';
import { boundViolations } from './testing.js';

type Case = [name: string, image: number[], weight: number[], ConvolutionOptions];

const cases: Case[] = [
  ['1 × 1', [2, 3, 3, 4], [2, 3, 1, 1], {}],
  ['1 × 1, stride 2, a column left over', [2, 3, 5, 4], [2, 3, 1, 1], { stride: 2 }],
  ['3 × 3, padded', [2, 2, 4, 5], [3, 2, 3, 3], { padding: 1 }],
  ['3 × 3, stride 2, a row left over', [2, 2, 6, 5], [3, 2, 3, 3], { stride: 2, padding: 1 }],
  ['3 × 3, stride 3, two columns left over', [1, 2, 6, 8], [3, 2, 3, 3], { stride: 3 }],
  ['3 × 3, dilation 2', [1, 2, 6, 7], [2, 2, 3, 3], { dilation: 2, padding: 2 }],
  ['2 × 3, stride 2 × 1, padded on two sides', [1, 2, 5, 4], [2, 2, 2, 3], { stride: [2, 1], padding: [1, 0, 0, 2] }],
  ['two groups', [2, 4, 4, 3], [6, 2, 3, 3], { groups: 2, padding: 1 }],
  ['one filter per channel, stride 2', [1, 3, 5, 5], [3, 1, 3, 3], { groups: 3, padding: 1, stride: 2 }],
  ['padding beyond the kernel', [1, 1, 3, 3], [1, 1, 2, 2], { padding: 2 }],
];

const points = (...shapes: number[][]) => shapes.map((shape, i) => tensor(shape, numbers(sizeOf(shape), i + 1)));

describe('conv2d', () => {
  it('correlates', () => {
    const image = constant([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 1, 3, 3]);
    const y = conv2d(image, constant([1, 0, 0, 10], [1, 1, 2, 2]), { bias: constant([100], [1]) });
    expect([...evaluate([y])[0].data]).toEqual([151, 162, 184, 195]);
  });

  describe.each(cases)('%s', (_name, image, weight, options) => {
    const build = (x: Value, w: Value, bias: Value) => conv2d(x, w, { ...options, bias });

    it('has the gradient of central differences', () => {
      expect(gradientError(build, points(image, weight, [weight[0]]))).toBeLessThan(1e-7);
    });

    it('has the second gradient of central differences', () => {
      const slopes = (x: Value, w: Value) => {
        const y = conv2d(x, w, options);
        const [toImage, toWeight] = gradient(reduceSum(multiply(y, y)), [x, w]);
        return [reshape(toImage, [-1]), reshape(toWeight, [-1])] as const;
      };
      expect(gradientError((x, w) => slopes(x, w)[0], points(image, weight))).toBeLessThan(1e-6);
      expect(gradientError((x, w) => slopes(x, w)[1], points(image, weight))).toBeLessThan(1e-6);
    });

    it('is its reference on ONNX Runtime, its gradients too', async () => {
      const all = (x: Value, w: Value, bias: Value) => {
        const y = build(x, w, bias);
        return [y, ...gradient(reduceSum(multiply(y, y)), [x, w, bias])];
      };
      expect(await runtimeError(all, points(image, weight, [weight[0]]))).toBeLessThan(2e-6);
    });
  });

  it('keeps within the bounds of its interval rule, weights known or not', async () => {
    const known = constant(
      numbers(8, 3).map((x, i) => (i === 3 ? 0 : x)),
      [2, 1, 2, 2],
    );
    const withKnown = (x: Value) => conv2d(reshape(x, [-1, 1, 2, 2]), known, { padding: 1 });
    expect(await boundViolations(withKnown, 1, [4])).toEqual([]);
    // Every trial has weights of its own, as a group of its own.
    const withAny = (x: Value, w: Value) =>
      conv2d(reshape(x, [1, -1, 2, 2]), reshape(w, [-1, 2, 2, 2]), { groups: x.shape[0] });
    expect(await boundViolations((x, w) => reshape(withAny(x, w), [x.shape[0]]), 2, [8])).toEqual([]);
  });

  it('bounds known weights more tightly than any weights', () => {
    const x = input('x', [1, 1, 2, 2]);
    const y = conv2d(x, constant([1, -1, 0.5, -0.5], [1, 1, 2, 2]), { bias: constant([10], [1]) });
    const bounds = boundsOf([y], new Map([[x, { low: 0, high: 2, mayBeNaN: false }]])).get(y);
    expect(bounds?.low).toBeCloseTo(7, 4);
    expect(bounds?.high).toBeCloseTo(13, 4);
  });

  it('says how large image and weights may be', () => {
    const [x, w] = [input('x', [1, 4, 8, 8]), input('w', [2, 4, 3, 3])];
    const y = conv2d(x, w);
    const given = (high: number) =>
      new Map([
        [x, { low: 0, high, mayBeNaN: false }],
        [w, { low: -1, high: 1, mayBeNaN: false }],
      ]);
    expect(dangersOf([y], given(1e36))).toEqual([]);
    expect(dangersOf([y], given(1e37))).toMatchObject([{ kind: 'overflow', input: 0 }]);
  });

  it('refuses what does not fit', () => {
    const x = input('x', [1, 4, 5, 5]);
    expect(() => conv2d(x, input('w', [2, 3, 3, 3]))).toThrow('conv2d');
    expect(() => conv2d(x, input('w', [3, 2, 3, 3]), { groups: 2 })).toThrow('conv2d');
    expect(() => conv2d(x, input('w', [2, 4, 7, 7]))).toThrow('conv2d');
    expect(() => conv2d(x, input('w', [2, 4, 3, 3]), { bias: input('b', [4]) })).toThrow('conv2d');
  });

  it('has the three sums of products belong together', () => {
    // <conv(x, w), y> = <x, input gradient(y, w)> = <w, weight gradient(x, y)>, whatever the geometry.
    const size = fc.integer({ min: 1, max: 6 });
    const small = fc.integer({ min: 1, max: 3 });
    const geometry = fc.record({
      size: fc.tuple(size, size),
      kernel: fc.tuple(small, small),
      stride: fc.tuple(small, small),
      dilation: fc.tuple(small, small),
      padding: fc.tuple(fc.nat(2), fc.nat(2), fc.nat(2), fc.nat(2)),
    });
    fc.assert(
      fc.property(geometry, ({ size, kernel, padding, ...rest }) => {
        const extent = kernel.map((taps, axis) => rest.dilation[axis] * (taps - 1) + 1);
        fc.pre(size.every((pixels, axis) => pixels + padding[axis] + padding[axis + 2] >= extent[axis]));
        const [x, w] = points([1, 2, ...size], [2, 2, ...kernel]);
        const [image, weight] = [input('x', x.shape), input('w', w.shape)];
        const y = conv2d(image, weight, { padding, ...rest });
        const arriving = constant(numbers(sizeOf(y.shape), 9), y.shape);
        const product = reduceSum(multiply(y, arriving));
        const slopes = gradient(product, [image, weight]);
        const sums = [product, reduceSum(multiply(slopes[0], image)), reduceSum(multiply(slopes[1], weight))];
        const [direct, byImage, byWeight] = evaluate(
          sums,
          new Map([
            [image, x],
            [weight, w],
          ]),
        );
        expect(byImage.data[0]).toBeCloseTo(direct.data[0], 9);
        expect(byWeight.data[0]).toBeCloseTo(direct.data[0], 9);
      }),
      { numRuns: 100 },
    );
  });
});
