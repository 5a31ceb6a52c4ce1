import { hull, largestFloat32, magnitude, outward } from '../interval.js';
import type { GraphNode, Interval, Op, Shape, Value } from '../types.js';
import { apply, shapeError, sizeOf } from '../value.js';
import { conv2dInputGradient } from './conv2d-input-gradient.js';
import { conv2dWeightGradient } from './conv2d-weight-gradient.js';
import {
  type Convolution,
  type ConvolutionOptions,
  convolution,
  convolvedShape,
  forEachProduct,
  onnxAttributes,
} from './convolution.js';
import { knownWeights, overflowOfProducts, sumOfProducts, weightedSums } from './products.js';
import { reduceSum } from './reduce-sum.js';

export const conv2dOp: Op<Convolution> = {
  name: 'conv2d',
  infer: (inputs, how) => {
    const [x, weight, bias] = inputs;
    const shape = convolvedShape(x.shape, weight.shape, how);
    const biasFits = bias === undefined || (bias.shape.length === 1 && bias.shape[0] === weight.shape[0]);
    if (shape === undefined || !biasFits || inputs.some(({ dtype }) => dtype !== 'float32')) {
      throw shapeError('conv2d', 'float32 [N, C, H, W], [O, C/groups, h, w] and perhaps [O]', inputs);
    }
    return [{ dtype: 'float32', shape }];
  },
  evaluate: ([x, weight, bias], how) => {
    const shape = convolvedShape(x.shape, weight.shape, how) as Shape;
    const area = shape[2] * shape[3];
    const data = new Float64Array(sizeOf(shape));
    if (bias !== undefined) {
      for (let at = 0; at < data.length; at += 1) data[at] = bias.data[Math.floor(at / area) % shape[1]];
    }
    forEachProduct(x.shape, weight.shape, how, (atX, atWeight, atY) => {
      data[atY] += x.data[atX] * weight.data[atWeight];
    });
    return [{ shape, data }];
  },
  emit: ({ inputs, attributes: how, outputs: [y] }, emitter) => {
    const names = inputs.map((input) => emitter.nameOf(input));
    emitter.node('Conv', names, onnxAttributes(inputs[1].shape.slice(2), how), emitter.nameOf(y));
  },
  gradient: ({ inputs: [x, weight, bias], attributes: how }, [arriving]) => {
    if (arriving === undefined) return [];
    return [
      conv2dInputGradient(arriving, weight, x.shape, how),
      conv2dWeightGradient(x, arriving, weight.shape, how),
      ...(bias === undefined ? [] : [reduceSum(arriving, [0, 2, 3])]),
    ];
  },
  interval: ([x, weight, bias], node) => [withBias(sums(seen(x, node), weight, node), bias)],
  danger: ([x, weight, bias], node) => {
    const products = overflowOfProducts(x, weight, tapsPerFilter(node));
    const result = withBias(sums(seen(x, node), weight, node), bias);
    if (magnitude(result) <= largestFloat32) return [];
    if (products.length > 0 || bias === undefined) return products;
    const half = largestFloat32 / 2;
    return [{ kind: 'overflow', input: 2, safe: { low: -half, high: half } }];
  },
};

/** What a window sees: the image and, perhaps, zeros around it. */
function seen(x: Interval, { attributes: { padding } }: GraphNode<Convolution>): Interval {
  return padding.some((count) => count > 0) ? hull(x, { low: 0, high: 0, mayBeNaN: false }) : x;
}

function tapsPerFilter({ inputs: [, { shape }] }: GraphNode<Convolution>): number {
  return sizeOf(shape.slice(1));
}

function sums(x: Interval, weight: Interval, node: GraphNode<Convolution>): Interval {
  const taps = tapsPerFilter(node);
  const known = knownWeights(node.inputs[1]);
  if (known === undefined) return sumOfProducts(x, weight, taps);
  const filters = Array.from({ length: known.length / taps }, (_, i) => known.subarray(i * taps, (i + 1) * taps));
  return weightedSums(filters, x);
}

function withBias(sum: Interval, bias: Interval = { low: 0, high: 0, mayBeNaN: false }): Interval {
  const unlike = Number.isNaN(sum.low + bias.high) || Number.isNaN(sum.high + bias.low);
  return outward(sum.low + bias.low, sum.high + bias.high, sum.mayBeNaN || bias.mayBeNaN || unlike);
}

/**
 * Convolution (cross-correlation, as everywhere in deep learning) of images [N, C, H, W] with weights
 * [O, C/groups, h, w], plus a bias [O]. Rows and columns at the end that fill no window are left out, as in PyTorch.
 * float32.
 */
export function conv2d(
  x: Value,
  weight: Value,
  { bias, ...options }: ConvolutionOptions & { readonly bias?: Value } = {},
): Value {
  return apply(conv2dOp, bias === undefined ? [x, weight] : [x, weight, bias], convolution(options));
}
