import { hull } from '../interval.js';
import type { OnnxEmitter } from '../onnx/emitter.js';
import type { GraphNode, Op, Shape, Value } from '../types.js';
import { apply, shapeError, sizeOf } from '../value.js';
import { conv2d } from './conv2d.js';
import { conv2dInputGradient } from './conv2d-input-gradient.js';
import { type Convolution, convolvedShape, forEachProduct } from './convolution.js';
import { gradientConvolution, isLargeProduct, onnxWriter } from './gradient-convolution.js';
import { overflowOfProducts, sumOfProducts } from './products.js';

interface Attributes extends Convolution {
  /** Shape of the weights whose gradient this is. */
  readonly shape: Shape;
  /** Whether it is written for ONNX Runtime's processor kernels, which take one convolution for all taps. */
  readonly asConvolution?: boolean;
}

export const conv2dWeightGradientOp: Op<Attributes> = {
  name: 'conv2d-weight-gradient',
  infer: (inputs, how) => {
    const [x, arriving] = inputs;
    if (convolvedShape(x.shape, how.shape, how)?.join() !== arriving.shape.join()) {
      const expected = `images, and what conv2d makes of them with weights [${how.shape.join(', ')}]`;
      throw shapeError('conv2d-weight-gradient', expected, inputs);
    }
    return [{ dtype: 'float32', shape: how.shape }];
  },
  evaluate: ([x, arriving], how) => {
    const data = new Float64Array(sizeOf(how.shape));
    forEachProduct(x.shape, how.shape, how, (atX, atWeight, atY) => {
      data[atWeight] += x.data[atX] * arriving.data[atY];
    });
    return [{ shape: how.shape, data }];
  },
  emit: (node, emitter) => {
    const {
      attributes: how,
      inputs: [, arriving],
    } = node;
    const windows = arriving.shape[0] * arriving.shape[2] * arriving.shape[3];
    if (how.asConvolution && how.groups === 1 && !isLargeProduct(how, windows)) emitConvolution(node, emitter);
    else emitProducts(node, emitter);
  },
  gradient: ({ inputs: [x, arriving], attributes: how }, [second]) => {
    if (second === undefined) return [];
    const { shape: _, ...options } = how;
    return [conv2dInputGradient(arriving, second, x.shape, how), conv2d(x, second, options)];
  },
  interval: ([x, arriving], node) => {
    const image = node.attributes.padding.some((count) => count > 0)
      ? hull(x, { low: 0, high: 0, mayBeNaN: false })
      : x;
    return [sumOfProducts(image, arriving, windows(node))];
  },
  danger: ([x, arriving], node) => overflowOfProducts(x, arriving, windows(node)),
};

/** Windows that a weight is used in: the terms of its gradient. */
function windows({ inputs: [, { shape }] }: GraphNode<Attributes>): number {
  return shape[0] * shape[2] * shape[3];
}

/** For each tap of the kernel one matrix product of the arriving gradient and the shifted image, summed over images. */
function emitProducts(
  { inputs: [x, arriving], attributes: how, outputs: [y] }: GraphNode<Attributes>,
  emitter: OnnxEmitter,
) {
  const { stride, padding, dilation, groups } = how;
  const [filters, perGroup, kernelHeight, kernelWidth] = how.shape;
  const [images, , outHeight, outWidth] = arriving.shape;
  const area = outHeight * outWidth;
  const list = (numbers: readonly number[]) => emitter.constant('int64', [numbers.length], numbers);
  const reshape = (name: string, shape: Shape) => emitter.node('Reshape', [name, list(shape)]);

  const [top, left, bottom, right] = padding;
  const padded = padding.some((count) => count > 0)
    ? emitter.node('Pad', [emitter.nameOf(x), list([0, 0, top, left, 0, 0, bottom, right])])
    : emitter.nameOf(x);
  const gradients = reshape(emitter.nameOf(arriving), [images, groups, filters / groups, area]);
  const taps: string[] = [];
  for (let tapY = 0; tapY < kernelHeight; tapY += 1) {
    for (let tapX = 0; tapX < kernelWidth; tapX += 1) {
      const starts = [tapY * dilation[0], tapX * dilation[1]];
      const ends = [starts[0] + (outHeight - 1) * stride[0] + 1, starts[1] + (outWidth - 1) * stride[1] + 1];
      const shifted = emitter.node('Slice', [padded, list(starts), list(ends), list([2, 3]), list(stride)]);
      const columns = emitter.node('Transpose', [reshape(shifted, [images, groups, perGroup, area])], {
        perm: [0, 1, 3, 2],
      });
      const perImage = emitter.node('MatMul', [gradients, columns]);
      const sum = emitter.node('ReduceSum', [perImage, list([0])], { keepdims: 0 });
      taps.push(reshape(sum, [filters, perGroup, 1]));
    }
  }
  const all = taps.length === 1 ? taps[0] : emitter.node('Concat', taps, { axis: 2 });
  emitter.node('Reshape', [all, list(how.shape)], {}, emitter.nameOf(y));
}

/** One convolution over (y, x, channel). */
function emitConvolution(
  { inputs: [x, arriving], attributes: how, outputs: [y] }: GraphNode<Attributes>,
  emitter: OnnxEmitter,
) {
  const { list, reshape, transpose } = onnxWriter(emitter);
  const [filters, channels, height, width] = how.shape;
  const [images, , rows, columns] = arriving.shape;
  const size = [x.shape[2], x.shape[3]] as const;
  const { seen, attributes } = gradientConvolution(emitter, emitter.nameOf(x), size, [rows, columns], how);
  const image = emitter.node('Unsqueeze', [transpose(seen, [0, 2, 3, 1]), list([0])]);
  const kernel = reshape(transpose(emitter.nameOf(arriving), [1, 0, 2, 3]), [filters, images, rows, columns, 1]);
  const result = reshape(emitter.node('Conv', [image, kernel], attributes), [filters, height * width, channels]);
  emitter.node('Reshape', [transpose(result, [0, 2, 1]), list(how.shape)], {}, emitter.nameOf(y));
}

/** The gradient of the weights of a convolution, from its images and the gradient of its result. float32. */
export function conv2dWeightGradient(
  x: Value,
  arriving: Value,
  shape: Shape,
  how: Convolution,
  asConvolution = false,
): Value {
  const { stride, padding, dilation, groups } = how;
  return apply(conv2dWeightGradientOp, [x, arriving], { stride, padding, dilation, groups, shape, asConvolution });
}
