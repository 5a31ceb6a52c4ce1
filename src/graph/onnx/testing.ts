import { absolute } from '../ops/absolute.js';
import { acos } from '../ops/acos.js';
import { add } from '../ops/add.js';
import { areFinite } from '../ops/are-finite.js';
import { areNaN } from '../ops/are-nan.js';
import { argMax } from '../ops/arg-max.js';
import { atan2 } from '../ops/atan2.js';
import { broadcastTo } from '../ops/broadcast-to.js';
import { cast } from '../ops/cast.js';
import { clamp } from '../ops/clamp.js';
import { concat } from '../ops/concat.js';
import { constant } from '../ops/constant.js';
import { conv2d } from '../ops/conv2d.js';
import { conv2dInputGradient } from '../ops/conv2d-input-gradient.js';
import { conv2dWeightGradient } from '../ops/conv2d-weight-gradient.js';
import { convolution } from '../ops/convolution.js';
import { cos } from '../ops/cos.js';
import { divide, unguardedDivide } from '../ops/divide.js';
import { equal } from '../ops/equal.js';
import { exp } from '../ops/exp.js';
import { floor } from '../ops/floor.js';
import { gather } from '../ops/gather.js';
import { gatherElements } from '../ops/gather-elements.js';
import { greater } from '../ops/greater.js';
import { greaterOrEqual } from '../ops/greater-or-equal.js';
import { input } from '../ops/input.js';
import { less } from '../ops/less.js';
import { lessOrEqual } from '../ops/less-or-equal.js';
import { log } from '../ops/log.js';
import { logSoftmax } from '../ops/log-softmax.js';
import { logicalAnd } from '../ops/logical-and.js';
import { logicalNot } from '../ops/logical-not.js';
import { logicalOr } from '../ops/logical-or.js';
import { matmul } from '../ops/matmul.js';
import { maxPool2d, maxPool2dPlacesOp } from '../ops/max-pool2d.js';
import { maximum } from '../ops/maximum.js';
import { minimum } from '../ops/minimum.js';
import { multiply } from '../ops/multiply.js';
import { negate } from '../ops/negate.js';
import { oneHot } from '../ops/one-hot.js';
import { pad } from '../ops/pad.js';
import { power, unguardedPower } from '../ops/power.js';
import { unguardedReciprocal } from '../ops/reciprocal.js';
import { reduceMax } from '../ops/reduce-max.js';
import { reduceMin } from '../ops/reduce-min.js';
import { reduceSum } from '../ops/reduce-sum.js';
import { reduceSumSquare } from '../ops/reduce-sum-square.js';
import { relu } from '../ops/relu.js';
import { reshape } from '../ops/reshape.js';
import { scatterAdd } from '../ops/scatter-add.js';
import { sigmoid } from '../ops/sigmoid.js';
import { sign } from '../ops/sign.js';
import { sin } from '../ops/sin.js';
import { slice } from '../ops/slice.js';
import { softmax } from '../ops/softmax.js';
import { softplus } from '../ops/softplus.js';
import { sqrt } from '../ops/sqrt.js';
import { square } from '../ops/square.js';
import { stopGradient } from '../ops/stop-gradient.js';
import { subtract } from '../ops/subtract.js';
import { tanh } from '../ops/tanh.js';
import { topK } from '../ops/top-k.js';
import { transpose } from '../ops/transpose.js';
import { upsampleNearest2d } from '../ops/upsample-nearest2d.js';
import { where } from '../ops/where.js';
import type { Value } from '../types.js';
import { apply } from '../value.js';
import { elementTypes, type ModelMessage, opset } from './model.js';
import { onnxReaders } from './readers.js';

/** What is wrong with a model that Keel wrote, in words: the rules of ONNX's checker as far as they concern us. */
export function modelFaults({ graph, opsetImport, irVersion }: ModelMessage): string[] {
  const faults: string[] = [];
  if (irVersion !== 10 || opsetImport.length !== 1 || opsetImport[0].version !== opset) faults.push('wrong versions');
  const defined = new Set<string>();
  const define = (name: string): void => {
    if (name === '' || defined.has(name)) faults.push(`"${name}" is defined twice or has no name`);
    defined.add(name);
  };
  for (const { name } of graph.input) define(name);
  for (const { name, dims, dataType, rawData } of graph.initializer) {
    define(name);
    const bytes = { [elementTypes.float32]: 4, [elementTypes.int64]: 8, [elementTypes.bool]: 1 }[dataType];
    const size = dims.reduce((product, dimension) => product * dimension, 1);
    if (rawData?.length !== size * (bytes ?? Number.NaN)) faults.push(`${name} has data of the wrong size`);
  }
  const nodeNames = new Set<string>();
  for (const { name, opType, domain, input, output, attribute } of graph.node) {
    if (!(opType in onnxReaders) || domain !== '') faults.push(`${name} has the unknown type ${opType}`);
    if (nodeNames.has(name)) faults.push(`two nodes are named ${name}`);
    nodeNames.add(name);
    for (const used of input)
      if (used !== '' && !defined.has(used)) faults.push(`${name} uses ${used} before it is made`);
    for (const made of output) define(made);
    const names = attribute.map((each) => each.name);
    if (new Set(names).size < names.length) faults.push(`${name} has an attribute twice`);
  }
  for (const { name, type } of graph.output) {
    if (!defined.has(name)) faults.push(`the output ${name} is not made`);
    const known = Object.values(elementTypes).includes(type.tensorType?.elemType ?? 0);
    if (!known || type.tensorType?.shape === undefined) faults.push(`the output ${name} has no type or shape`);
  }
  return faults;
}

const x = input('x', [2, 3, 4]);
const y = input('y', [3, 1]);
const matrix = input('matrix', [4, 5]);
const image = input('image', [1, 4, 6, 6]);
const kernel = input('kernel', [4, 2, 3, 3]);
const indices = constant([1, 0, 1], [3], 'int64');
const grouped = convolution({ stride: [2, 1], padding: [1, 0, 1, 2], groups: 2 });
const pooling = convolution({ stride: 2, padding: 1 });

/** A small graph for every operation that writes ONNX nodes of its own. */
export const examples: Readonly<Record<string, () => Value | readonly Value[]>> = {
  arithmetic: () => negate(subtract(add(x, y), multiply(x, divide(y, x)))),
  'unguarded division': () => [unguardedDivide(x, y), unguardedReciprocal(x)],
  comparisons: () => [less(x, y), lessOrEqual(x, y), greater(x, y), greaterOrEqual(x, y), equal(x, x)],
  'int64 comparison': () => equal(indices, constant([1, 1, 1], [3], 'int64')),
  logic: () => logicalAnd(logicalOr(areNaN(x), areFinite(x)), logicalNot(greater(x, y))),
  choice: () => where(greater(x, y), minimum(x, y), maximum(x, y)),
  'exponentials and roots': () => [
    exp(x),
    log(x),
    sqrt(x),
    square(x),
    power(x, 3),
    unguardedPower(square(x), square(y)),
  ],
  angles: () => [sin(x), cos(x), acos(x), atan2(x, y)],
  squashing: () => [sigmoid(x), tanh(x), softplus(x), relu(x), softmax(x), logSoftmax(x, 1)],
  steps: () => [absolute(x), sign(x), floor(x), clamp(x, -0.5, 0.25), clamp(x, -0.5, Number.POSITIVE_INFINITY)],
  casts: () => [cast(x, 'int64'), cast(x, 'bool'), cast(indices, 'float32')],
  reductions: () => [
    reduceSum(x),
    reduceSum(x, [1], true),
    reduceMax(x, [0, 2]),
    reduceMin(x),
    reduceSumSquare(x, [2]),
  ],
  'positions of maxima': () => [argMax(x, 1), ...topK(x, 2)],
  shapes: () => [reshape(x, [6, 4]), transpose(x, [2, 0, 1]), broadcastTo(y, [2, 3, 4]), stopGradient(x)],
  parts: () => [slice(x, [0, 1, 1], [2, 3, 4], [1, 1, 2]), pad(x, [0, 1, 0], [1, 0, 2], 0.5), concat([x, x], 2)],
  gathering: () => [gather(x, indices, 2), gatherElements(x, cast(greater(x, y), 'int64'), 0)],
  scattering: () => scatterAdd(constant(0, [2, 3, 4]), indices, x, 1),
  'one hot': () => oneHot(constant([0, 2, -1, 3], [4], 'int64'), 3),
  'matrix products': () => [
    matmul(x, matrix),
    matmul(reshape(x, [4, 6]), matrix, { transposeA: true }),
    matmul(x, transpose(x, [0, 2, 1])),
  ],
  convolution: () => conv2d(image, kernel, { ...grouped, bias: constant([1, 2, 3, 4], [4]) }),
  'gradients of a convolution': () => {
    const arriving = conv2d(image, kernel, grouped);
    const plain = input('plain', [3, 4, 3, 3]);
    return [
      conv2dInputGradient(arriving, kernel, image.shape, grouped),
      conv2dInputGradient(conv2d(image, plain), plain, image.shape, convolution({})),
      conv2dWeightGradient(image, arriving, kernel.shape, grouped),
    ];
  },
  pooling: () => {
    const how = { kernel: [3, 3] as const, stride: pooling.stride, padding: pooling.padding };
    return [maxPool2d(image, 3, { stride: 2, padding: 1 }), apply(maxPool2dPlacesOp, [image], how)];
  },
  upsampling: () => [upsampleNearest2d(image, { factor: 2 }), upsampleNearest2d(image, { size: [8, 9] })],
  constants: () => [constant(7, [2, 2]), constant([1, 2], [2]), constant(3), constant([1, 0], [2], 'bool')],
};
