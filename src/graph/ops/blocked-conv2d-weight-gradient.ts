import type { OnnxEmitter } from '../onnx/emitter.js';
import type { GraphNode, Op, Shape, Value } from '../types.js';
import { apply, shapeError } from '../value.js';
import { blocked, unblocked, unblockedShape, withoutBlocks } from './blocks.js';
import { conv2dWeightGradient, conv2dWeightGradientOp } from './conv2d-weight-gradient.js';
import { type Convolution, convolvedShape } from './convolution.js';
import { gradientConvolution, isLargeProduct, onnxWriter } from './gradient-convolution.js';

interface Attributes extends Convolution {
  /** Shape of the weights [O, I, h, w] whose gradient this is. */
  readonly shape: Shape;
}

export const blockedConv2dWeightGradientOp: Op<Attributes> = {
  name: 'blocked-conv2d-weight-gradient',
  infer: (inputs, how) => {
    const [x, arriving] = inputs;
    const expected = convolvedShape(unblockedShape(x.shape), how.shape, how)?.join();
    if (how.groups !== 1 || expected !== unblockedShape(arriving.shape).join()) {
      throw shapeError(
        'blocked-conv2d-weight-gradient',
        'blocked images and the gradient of their convolution',
        inputs,
      );
    }
    return [{ dtype: 'float32', shape: how.shape }];
  },
  evaluate: (inputs, how) => conv2dWeightGradientOp.evaluate(inputs.map(withoutBlocks), how),
  emit: (node, emitter) => {
    const [images, , rows, columns] = node.inputs[1].shape;
    if (isLargeProduct(node.attributes, images * rows * columns)) emitProduct(node, emitter);
    else emitConvolution(node, emitter);
  },
  gradient: ({ inputs: [x, arriving], attributes: how }, [second]) => {
    if (second === undefined) return [];
    const [image, slope] = [unblocked(x), unblocked(arriving)];
    const plain = conv2dWeightGradient(image, slope, how.shape, how);
    const [toImage, toSlope] = conv2dWeightGradientOp.gradient?.(plain.node as GraphNode<Attributes>, [second]) ?? [];
    const block = x.shape[4];
    return [toImage && blocked(toImage, block), toSlope && blocked(toSlope, block)];
  },
  interval: (inputs, node) => conv2dWeightGradientOp.interval?.(inputs, plainNode(node)) ?? [],
  danger: (inputs, node) => conv2dWeightGradientOp.danger?.(inputs, plainNode(node)) ?? [],
};

/** The node as it would be without blocks, for the rules that look at shapes. */
function plainNode(node: GraphNode<Attributes>): GraphNode<Attributes> {
  return { ...node, inputs: node.inputs.map((input) => ({ ...input, shape: unblockedShape(input.shape) })) };
}

/** 1 × 1: a matrix product for each image, and their sum. */
function emitProduct(
  { inputs: [x, arriving], attributes: how, outputs: [y] }: GraphNode<Attributes>,
  emitter: OnnxEmitter,
) {
  const { list, reshape, transpose } = onnxWriter(emitter);
  const [filters, channels] = how.shape;
  const [images, , rows, columns] = arriving.shape;
  const [strideY, strideX] = how.stride;
  const ends = [(rows - 1) * strideY + 1, (columns - 1) * strideX + 1];
  const isWhole = strideY === 1 && strideX === 1 && ends[0] === x.shape[2] && ends[1] === x.shape[3];
  const name = emitter.nameOf(x);
  const seen = isWhole
    ? name
    : emitter.node('Slice', [name, list([0, 0]), list(ends), list([2, 3]), list([strideY, strideX])]);
  const area = rows * columns;
  const slopes = reshape(transpose(emitter.nameOf(arriving), [0, 1, 4, 2, 3]), [images, filters, area]);
  const pixels = reshape(transpose(seen, [0, 1, 4, 2, 3]), [images, channels, area]);
  const perImage = emitter.node('com.microsoft:FusedMatMul', [slopes, pixels], { transB: 1 });
  const sum = emitter.node('ReduceSum', [perImage, list([0])], { keepdims: 0 });
  emitter.node('Reshape', [sum, list(how.shape)], {}, emitter.nameOf(y));
}

/** One convolution over (y, x, channel of a block); each block of input channels is an image of its batch. */
function emitConvolution(
  { inputs: [x, arriving], attributes: how, outputs: [y] }: GraphNode<Attributes>,
  emitter: OnnxEmitter,
) {
  const { list, reshape, transpose } = onnxWriter(emitter);
  const [filters, , height, width] = how.shape;
  const [images, blocks, , , block] = x.shape;
  const [, , rows, columns] = arriving.shape;
  const taps = height * width;
  const windows = [rows, columns] as const;
  const { seen, attributes } = gradientConvolution(emitter, emitter.nameOf(x), [x.shape[2], x.shape[3]], windows, how);
  const apart = reshape(transpose(emitter.nameOf(arriving), [0, 1, 4, 2, 3]), [images, filters, rows * columns]);
  const kernel = reshape(transpose(apart, [1, 0, 2]), [filters, images, rows, columns, 1]);
  const result = emitter.node('Conv', [transpose(seen, [1, 0, 2, 3, 4]), kernel], attributes);
  const perBlock = reshape(result, [blocks, filters, taps, block]);
  const tapsLast = taps === 1 ? perBlock : transpose(perBlock, [0, 1, 3, 2]);
  const filtersFirst = transpose(reshape(tapsLast, [blocks, filters, block * taps]), [1, 0, 2]);
  emitter.node('Reshape', [filtersFirst, list(how.shape)], {}, emitter.nameOf(y));
}

/** The gradient of the weights of a convolution, from blocked images and the blocked gradient of its result. float32. */
export function blockedConv2dWeightGradient(x: Value, arriving: Value, shape: Shape, how: Convolution): Value {
  const { stride, padding, dilation, groups } = how;
  return apply(blockedConv2dWeightGradientOp, [x, arriving], { stride, padding, dilation, groups, shape });
}
