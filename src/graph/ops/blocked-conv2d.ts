import { hull } from '../interval.js';
import type { OnnxAttribute } from '../onnx/emitter.js';
import type { GraphNode, Interval, Op, ReferenceTensor, Shape, TensorType, Value } from '../types.js';
import { apply, shapeError, sizeOf } from '../value.js';
import { addOp } from './add.js';
import {
  blocked,
  blockedShape,
  blockedWeights,
  inBlocks,
  unblocked,
  unblockedShape,
  unblockedWeights,
  weightsWithoutBlocks,
  withoutBlocks,
} from './blocks.js';
import { cast } from './cast.js';
import { constant } from './constant.js';
import { conv2dOp } from './conv2d.js';
import { conv2dInputGradient } from './conv2d-input-gradient.js';
import { conv2dWeightGradient } from './conv2d-weight-gradient.js';
import { type Convolution, convolvedShape, onnxAttributes } from './convolution.js';
import { greater } from './greater.js';
import { multiply } from './multiply.js';
import { overflowOfProducts, sumOfProducts } from './products.js';
import { reduceSum } from './reduce-sum.js';

/** How a blocked convolution is done, and what is done with its result in the same pass. Groups are always 1. */
export interface BlockedConvolution extends Convolution {
  readonly hasBias: boolean;
  /** Whether something of the result's shape is added. */
  readonly hasAddend: boolean;
  /** Whether max(0, ·) is taken at the end. */
  readonly relu: boolean;
}

export const blockedConv2dOp: Op<BlockedConvolution> = {
  name: 'blocked-conv2d',
  infer: (inputs, how) => {
    const { bias, addend } = named(inputs, how);
    const shape = resultShape(inputs, how);
    const fits = (other: TensorType | undefined, expected: Shape) =>
      other === undefined || other.shape.join() === expected.join();
    if (shape === undefined || !fits(bias, [shape[1] * shape[4]]) || !fits(addend, shape)) {
      throw shapeError('blocked-conv2d', 'blocked images, blocked weights, and perhaps [O] and an addend', inputs);
    }
    return [{ dtype: 'float32', shape }];
  },
  evaluate: (inputs, how) => {
    const { x, weight, bias, addend } = named(inputs, how);
    const plain = [x.shape.length === 5 ? withoutBlocks(x) : x, weightsWithoutBlocks(weight)];
    const [y] = conv2dOp.evaluate(bias === undefined ? plain : [...plain, bias], how);
    const { shape, data } = inBlocks(y, blockOf(weight));
    addend?.data.forEach((element, at) => {
      data[at] += element;
    });
    return [{ shape, data: how.relu ? data.map((element) => Math.max(element, 0)) : data }];
  },
  emit: ({ inputs, attributes: how, outputs: [y] }, emitter) => {
    const { x, weight, bias, addend } = named(inputs, how);
    const list = (numbers: Shape) => emitter.constant('int64', [numbers.length], numbers);
    const plain = (value: Value, shape: Shape) => emitter.node('Reshape', [emitter.nameOf(value), list(shape)]);
    // ONNX Runtime gives blocked tensors the shapes that they would have without blocks.
    const names = [
      x.shape.length === 5 ? plain(x, unblockedShape(x.shape)) : emitter.nameOf(x),
      plain(weight, weightShape(weight)),
      bias === undefined ? '' : emitter.nameOf(bias),
      addend === undefined ? '' : plain(addend, unblockedShape(addend.shape)),
    ];
    while (names.at(-1) === '') names.pop();
    const attributes: Record<string, OnnxAttribute> = onnxAttributes(weightShape(weight).slice(2), how);
    if (how.relu) attributes.activation = 'Relu';
    const result = emitter.node('com.microsoft.nchwc:Conv', names, attributes);
    emitter.node('Reshape', [result, list(y.shape)], {}, emitter.nameOf(y));
  },
  gradient: ({ inputs, attributes: how, outputs: [y] }, [arriving]) => {
    if (arriving === undefined) return [];
    const { x, weight } = named(inputs, how);
    const block = blockOf(weight);
    const passed = how.relu ? multiply(arriving, cast(greater(y, constant(0)), 'float32')) : arriving;
    const [image, weights, slope] = [
      x.shape.length === 5 ? unblocked(x) : x,
      unblockedWeights(weight),
      unblocked(passed),
    ];
    const toImage = conv2dInputGradient(slope, weights, image.shape, how);
    return [
      x.shape.length === 5 ? blocked(toImage, block) : toImage,
      blockedWeights(conv2dWeightGradient(image, slope, weights.shape, how), block),
      ...(how.hasBias ? [reduceSum(slope, [0, 2, 3])] : []),
      ...(how.hasAddend ? [passed] : []),
    ];
  },
  interval: (inputs, node) => {
    const { x, weight, bias, addend } = named(inputs, node.attributes);
    const terms = [bias, addend].filter((term) => term !== undefined);
    const products = sumOfProducts(seen(x, node), weight, termsOf(node));
    const { low, high, mayBeNaN } = terms.reduce((sum, term) => added(sum, term), products);
    return [
      node.attributes.relu ? { low: Math.max(low, 0), high: Math.max(high, 0), mayBeNaN } : { low, high, mayBeNaN },
    ];
  },
  danger: ([x, weight], node) => overflowOfProducts(seen(x, node), weight, termsOf(node)),
};

function added(a: Interval, b: Interval): Interval {
  return addOp.interval?.([a, b], undefined as never)[0] as Interval;
}

/** What a window sees: the image and, perhaps, zeros around it. */
function seen(x: Interval, { attributes: { padding } }: GraphNode<BlockedConvolution>): Interval {
  return padding.some((count) => count > 0) ? hull(x, { low: 0, high: 0, mayBeNaN: false }) : x;
}

/** The terms of each sum. */
function termsOf({ inputs: [, weight] }: GraphNode<BlockedConvolution>): number {
  return sizeOf(weightShape(weight).slice(1));
}

type Inputs<Item> = { x: Item; weight: Item; bias: Item | undefined; addend: Item | undefined };

function named<Item>([x, weight, ...rest]: readonly Item[], { hasBias, hasAddend }: BlockedConvolution): Inputs<Item> {
  const bias = hasBias ? rest[0] : undefined;
  return { x, weight, bias, addend: hasAddend ? rest[hasBias ? 1 : 0] : undefined };
}

function blockOf({ shape }: Pick<ReferenceTensor, 'shape'>): number {
  return shape.at(-1) as number;
}

function weightShape({ shape }: Pick<ReferenceTensor, 'shape'>): Shape {
  const block = shape.at(-1) as number;
  return [shape[0] * block, shape.length === 5 ? shape[1] : shape[1] * block, shape[2], shape[3]];
}

function resultShape([x, weight]: readonly TensorType[], how: BlockedConvolution): Shape | undefined {
  if (weight.shape.length !== (x.shape.length === 5 ? 6 : 5)) return undefined;
  const image = x.shape.length === 5 ? unblockedShape(x.shape) : x.shape;
  const shape = convolvedShape(image, weightShape(weight), how);
  return shape && blockedShape(shape, blockOf(weight));
}

/**
 * Convolution of blocked images [N, C/b, H, W, b] (or images [N, C, H, W] of fewer channels than a block) with blocked
 * weights, on ONNX Runtime's fastest kernels; then, in the same pass, plus a bias [O], plus an addend, and max(0, ·).
 * Runs only where b is the block of the processor; other numbers are for references.
 */
export function blockedConv2d(
  x: Value,
  weight: Value,
  how: Convolution,
  { bias, addend, relu = false }: { readonly bias?: Value; readonly addend?: Value; readonly relu?: boolean } = {},
): Value {
  const { stride, padding, dilation, groups } = how;
  const inputs = [x, weight, bias, addend].filter((value) => value !== undefined);
  const attributes = { stride, padding, dilation, groups, relu, hasBias: !!bias, hasAddend: !!addend };
  return apply(blockedConv2dOp, inputs, attributes);
}
