import type { OnnxEmitter } from '../onnx/emitter.js';
import type { GraphNode, Op, Shape, Value } from '../types.js';
import { apply, shapeError, sizeOf } from '../value.js';
import { conv2d } from './conv2d.js';
import { conv2dWeightGradient } from './conv2d-weight-gradient.js';
import { type Convolution, convolvedShape, forEachProduct, onnxAttributes, windowsIn } from './convolution.js';
import { overflowOfProducts, sumOfProducts } from './products.js';

interface Attributes extends Convolution {
  /** Shape of the image whose gradient this is. */
  readonly shape: Shape;
}

export const conv2dInputGradientOp: Op<Attributes> = {
  name: 'conv2d-input-gradient',
  infer: (inputs, how) => {
    const [arriving, weight] = inputs;
    if (convolvedShape(how.shape, weight.shape, how)?.join() !== arriving.shape.join()) {
      throw shapeError('conv2d-input-gradient', `what conv2d makes of [${how.shape.join(', ')}], and weights`, inputs);
    }
    return [{ dtype: 'float32', shape: how.shape }];
  },
  evaluate: ([arriving, weight], how) => {
    const data = new Float64Array(sizeOf(how.shape));
    forEachProduct(how.shape, weight.shape, how, (atX, atWeight, atY) => {
      data[atX] += arriving.data[atY] * weight.data[atWeight];
    });
    return [{ shape: how.shape, data }];
  },
  emit: (node, emitter) => {
    const { stride, groups } = node.attributes;
    const pads = mirroredPadding(node);
    const asConv = stride[0] === 1 && stride[1] === 1 && groups === 1 && pads.every((count) => count >= 0);
    if (asConv) emitConv(node, pads, emitter);
    else emitConvTranspose(node, emitter);
  },
  gradient: ({ inputs: [arriving, weight], attributes: how }, [second]) => {
    if (second === undefined) return [];
    const { shape: _, ...options } = how;
    return [conv2d(second, weight, options), conv2dWeightGradient(second, arriving, weight.shape, how)];
  },
  interval: ([arriving, weight], node) => {
    const { low, high, mayBeNaN } = sumOfProducts(arriving, weight, termsPerPixel(node));
    // Pixels that few windows cover, or none, have fewer terms.
    return [{ low: Math.min(low, 0), high: Math.max(high, 0), mayBeNaN }];
  },
  danger: ([arriving, weight], node) => overflowOfProducts(arriving, weight, termsPerPixel(node)),
};

/** The most windows that cover a pixel, times filters per group. */
function termsPerPixel({ inputs: [, { shape }], attributes: { stride, dilation, groups } }: GraphNode<Attributes>) {
  const covering = (axis: 0 | 1) =>
    dilation[axis] === 1 ? Math.ceil(shape[2 + axis] / stride[axis]) : shape[2 + axis];
  return (shape[0] / groups) * covering(0) * covering(1);
}

/** What the gradient, seen as a convolution of the arriving one, must be padded with to have the image's size. */
function mirroredPadding({
  inputs: [, { shape }],
  attributes: { dilation, padding },
}: GraphNode<Attributes>): number[] {
  return padding.map((count, side) => dilation[side % 2] * (shape[2 + (side % 2)] - 1) - count);
}

/** With a stride of 1 the gradient is a convolution with the weights turned round, which runs faster on the CPU. */
function emitConv(
  { inputs: [arriving, weight], attributes: { dilation }, outputs: [y] }: GraphNode<Attributes>,
  pads: readonly number[],
  emitter: OnnxEmitter,
): void {
  const attributes = { kernel_shape: weight.shape.slice(2), dilations: dilation, pads };
  emitter.node('Conv', [emitter.nameOf(arriving), turned(weight, emitter)], attributes, emitter.nameOf(y));
}

/**
 * Weights [O, I, h, w] as [I, O, h, w] with both kernel axes reversed. In small steps, each of which ONNX Runtime does
 * with its fast transposition of matrices: a third of the time of the single step.
 */
function turned(weight: Value, emitter: OnnxEmitter): string {
  const [filters, channels, ...kernel] = weight.shape;
  const taps = sizeOf(kernel);
  const reshape = (name: string, shape: Shape) =>
    emitter.node('Reshape', [name, emitter.constant('int64', [shape.length], shape)]);
  const name = emitter.nameOf(weight);
  if (taps === 1) return emitter.node('Transpose', [name], { perm: [1, 0, 2, 3] });
  const tapsFirst = emitter.node('Transpose', [reshape(name, [filters * channels, taps])], { perm: [1, 0] });
  const backwards = emitter.constant('int64', [taps], [...Array(taps).keys()].reverse());
  const reversed = emitter.node('Gather', [tapsFirst, backwards], { axis: 0 });
  const exchanged = emitter.node('Transpose', [reshape(reversed, [taps, filters, channels])], { perm: [0, 2, 1] });
  const tapsLast = emitter.node('Transpose', [reshape(exchanged, [taps, channels * filters])], { perm: [1, 0] });
  return reshape(tapsLast, [channels, filters, ...kernel]);
}

function emitConvTranspose({ inputs, attributes: how, outputs: [y] }: GraphNode<Attributes>, emitter: OnnxEmitter) {
  const [arriving, weight] = inputs;
  const [height, width] = how.shape.slice(2);
  const kernel = weight.shape.slice(2) as [number, number];
  const windows = windowsIn([height, width], kernel, how);
  // Rows and columns at the end that no window reached.
  const unread = ([0, 1] as const).map((axis) => {
    const reached = (windows[axis] - 1) * how.stride[axis] + how.dilation[axis] * (kernel[axis] - 1) + 1;
    return [height, width][axis] + how.padding[axis] + how.padding[axis + 2] - reached;
  });
  const attributes = { ...onnxAttributes(kernel, how), output_padding: unread };
  emitter.node('ConvTranspose', [emitter.nameOf(arriving), emitter.nameOf(weight)], attributes, emitter.nameOf(y));
}

/** The gradient of the images of a convolution, from the gradient of its result; `shape` is that of the images. float32. */
export function conv2dInputGradient(arriving: Value, weight: Value, shape: Shape, how: Convolution): Value {
  const { stride, padding, dilation, groups } = how;
  return apply(conv2dInputGradientOp, [arriving, weight], { stride, padding, dilation, groups, shape });
}
