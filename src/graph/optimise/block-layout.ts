import { blockedConv2d } from '../ops/blocked-conv2d.js';
import { blockedConv2dWeightGradient } from '../ops/blocked-conv2d-weight-gradient.js';
import { blockedMaxPool2d } from '../ops/blocked-max-pool2d.js';
import { blocked, blockedWeights, unblocked } from '../ops/blocks.js';
import type { Convolution } from '../ops/convolution.js';
import type { MaxPool } from '../ops/max-pool2d.js';
import { reduceSum } from '../ops/reduce-sum.js';
import type { Reduction } from '../ops/reductions.js';
import { reshape } from '../ops/reshape.js';
import { atScope } from '../scope.js';
import type { GraphNode, Shape, Value } from '../types.js';
import { applyAll, nodesOf, sizeOf } from '../value.js';
import { blockedInputGradient } from './blocked-input-gradient.js';
import { pointwise } from './pointwise.js';
import { again } from './rewrite.js';

/** What a node becomes: a blocked result, a plain one, or undefined to leave it as it is. */
type Rule = (node: GraphNode, layout: Layout) => { blocked: Value } | { plain: Value } | undefined;

/**
 * Lays images out in blocks of channels, as ONNX Runtime's fast convolutions take them ([N, C/b, H, W, b]; b is 16 with
 * AVX-512, 8 with AVX2): convolutions, both their gradients, max pooling, and everything elementwise between them. Images
 * are converted where they enter and leave, weights before each convolution.
 *
 * Convolutions with fewer windows than `fewest` stay plain: converting the weights would cost what the layout saves.
 *
 * Measured on an AVX-512 core with ONNX Runtime 1.30, in GFLOP/s of at most 118, over the shapes of ResNet-50 at
 * 2 × 3 × 512 × 512 (bench/graph/optimise/run.js prints the ratios):
 *
 * | operation | plain layout | blocked layout |
 * |---|---|---|
 * | 1 × 1 and 3 × 3, stride 1 and 2 | Conv 80 to 100 | 93 to 110 |
 * | input gradient, 3 × 3, stride 1 | ConvTranspose 75 to 85; Conv, weights turned, 90 | Conv, weights turned, 100 to 110 |
 * | input gradient, 3 × 3, stride 2 | ConvTranspose 70 to 83 | four phases 80 to 90 |
 * | weight gradient, 1 × 1, 2048 windows or more | products 85 to 95 | the same, 70 to 80 with the conversions |
 * | weight gradient, other | 9 slices and products 72 to 78 | convolution over (y, x, channel) 80 to 100 |
 */
export function blockLayout(outputs: readonly Value[], block: number, fewest = fewestWindows): Value[] {
  const layout = new Layout(block, fewest);
  for (const node of nodesOf(outputs)) {
    atScope(node.scope, () => {
      const rule = rules[node.op.name] ?? (pointwise.has(node.op.name) ? elementwise : undefined);
      const result = rule?.(node, layout);
      if (result !== undefined) layout.set(node.outputs[0], result);
      else {
        const results = again(
          node,
          node.inputs.map((input) => layout.plain(input)),
        );
        node.outputs.forEach((output, index) => {
          layout.set(output, { plain: results[index] });
        });
      }
    });
  }
  return outputs.map((output) => atScope(output.node.scope, () => layout.plain(output)));
}

/** Images of a batch times pixels of the result from which on blocks are faster. */
const fewestWindows = 1024;

/** What stands for each value of the graph: in blocks, plain, or both. Converts at the first demand. */
class Layout {
  readonly block: number;
  readonly #fewest: number;
  readonly #plain = new Map<Value, Value>();
  readonly #blocked = new Map<Value, Value>();

  constructor(block: number, fewest: number) {
    this.block = block;
    this.#fewest = fewest;
  }

  set(value: Value, result: { blocked: Value } | { plain: Value }): void {
    if ('blocked' in result) this.#blocked.set(value, result.blocked);
    else this.#plain.set(value, result.plain);
  }

  plain(value: Value): Value {
    const known = this.#plain.get(value) ?? unblocked(this.#blocked.get(value) as Value);
    this.#plain.set(value, known);
    return known;
  }

  inBlocks(value: Value): Value {
    const known = this.#blocked.get(value) ?? blocked(this.#plain.get(value) as Value, this.block);
    this.#blocked.set(value, known);
    return known;
  }

  isBlocked(value: Value): boolean {
    return this.#blocked.has(value);
  }

  /** Whether images of this many channels can be laid out in blocks. */
  fits(channels: number): boolean {
    return channels % this.block === 0;
  }

  /** Whether a convolution with a result of this shape is faster in blocks. */
  pays([images, , height, width]: Shape): boolean {
    return images * height * width >= this.#fewest;
  }
}

const rules: Readonly<Record<string, Rule>> = {
  conv2d: ({ inputs: [x, weight, bias], attributes, outputs: [y] }, layout) => {
    const how = attributes as Convolution;
    const [filters, channels] = weight.shape;
    const isSmall = channels < layout.block;
    const fits = layout.fits(filters) && (isSmall || layout.fits(channels));
    if (how.groups > 1 || !fits || !layout.pays(y.shape)) return undefined;
    const image = isSmall ? layout.plain(x) : layout.inBlocks(x);
    const weights = blockedWeights(layout.plain(weight), layout.block);
    return { blocked: blockedConv2d(image, weights, how, { bias: bias && layout.plain(bias) }) };
  },
  'conv2d-input-gradient': ({ inputs: [arriving, weight], attributes }, layout) => {
    const how = attributes as Convolution & { shape: Shape };
    const fits = layout.fits(weight.shape[0]) && layout.fits(weight.shape[1]);
    if (how.groups > 1 || !fits || !layout.pays(arriving.shape)) return undefined;
    const slope = layout.inBlocks(arriving);
    const result = blockedInputGradient(slope, layout.plain(weight), how.shape, how, layout.block);
    return result && { blocked: result };
  },
  'conv2d-weight-gradient': ({ inputs: [x, arriving], attributes }, layout) => {
    const how = attributes as Convolution & { shape: Shape };
    const fits = layout.fits(how.shape[0]) && layout.fits(how.shape[1]);
    if (how.groups > 1 || !fits || !layout.isBlocked(x) || !layout.isBlocked(arriving)) return undefined;
    return { plain: blockedConv2dWeightGradient(layout.inBlocks(x), layout.inBlocks(arriving), how.shape, how) };
  },
  'max-pool2d': ({ inputs: [x], attributes }, layout) =>
    layout.isBlocked(x) ? { blocked: blockedMaxPool2d(layout.inBlocks(x), attributes as MaxPool) } : undefined,
  'reduce-sum': (node, layout) => biasGradient(node, layout) ?? sumOfPatches(node, layout),
};

/** Elementwise operations follow their inputs, if all of them have the result's shape, one element, or one per channel. */
const elementwise: Rule = (node, layout) => {
  const [{ shape }] = node.outputs;
  if (shape.length !== 4 || !layout.fits(shape[1]) || !node.inputs.some((input) => layout.isBlocked(input))) {
    return undefined;
  }
  const inputs = node.inputs.map((input) => {
    if (input.shape.join() === shape.join()) return layout.inBlocks(input);
    if (sizeOf(input.shape) === 1) return reshape(layout.plain(input), []);
    const isPerChannel = input.shape.at(-3) === shape[1] && sizeOf(input.shape) === shape[1];
    const blocks = shape[1] / layout.block;
    return isPerChannel ? reshape(layout.plain(input), [1, blocks, 1, 1, layout.block]) : undefined;
  });
  if (!inputs.every((input) => input !== undefined)) return undefined;
  return { blocked: applyAll(node.op, inputs, node.attributes)[0] };
};

/** The gradient of a bias, a sum over images and pixels: pixels first, which ONNX Runtime adds up fast. */
function biasGradient({ inputs: [x], attributes, outputs: [y] }: GraphNode, layout: Layout): ReturnType<Rule> {
  const { axes } = attributes as Reduction;
  if (!layout.isBlocked(x) || x.shape.length !== 4 || axes.join() !== '0,2,3') return undefined;
  const [images, channels, height, width] = x.shape;
  const pixels = reshape(layout.inBlocks(x), [(images * channels) / layout.block, height * width, layout.block]);
  const perImage = reshape(reduceSum(pixels, [1]), [images, channels]);
  return { plain: reshape(reduceSum(perImage, [0]), y.shape) };
}

/** The gradient of an upsampling, a sum over patches of pixels that are axes of their own in a reshaped image. */
function sumOfPatches({ inputs: [patches], attributes, outputs: [y] }: GraphNode, layout: Layout): ReturnType<Rule> {
  const { axes } = attributes as Reduction;
  const [image] = patches.node.inputs;
  const isPatched = patches.node.op.name === 'reshape' && patches.shape.length === 6 && axes.join() === '3,5';
  if (!isPatched || !layout.isBlocked(image) || image.shape.length !== 4 || y.shape.length !== 4) return undefined;
  const [images, channels, height, tall, width, wide] = patches.shape;
  if (image.shape.join() !== [images, channels, height * tall, width * wide].join()) return undefined;
  const { block } = layout;
  const apart = reshape(layout.inBlocks(image), [images, channels / block, height, tall, width, wide, block]);
  return { blocked: reduceSum(apart, [3, 5]) };
}
