import { absolute } from '../ops/absolute.js';
import { unguardedAcos } from '../ops/acos.js';
import { add } from '../ops/add.js';
import { areNaN } from '../ops/are-nan.js';
import { argMax } from '../ops/arg-max.js';
import { atan2 } from '../ops/atan2.js';
import { broadcastTo } from '../ops/broadcast-to.js';
import { cast } from '../ops/cast.js';
import { clamp } from '../ops/clamp.js';
import { concat } from '../ops/concat.js';
import { constant, constantOf } from '../ops/constant.js';
import { copy } from '../ops/copy.js';
import { cos } from '../ops/cos.js';
import { unguardedDivide } from '../ops/divide.js';
import { broadcastShape } from '../ops/elementwise.js';
import { equal } from '../ops/equal.js';
import { unguardedExp } from '../ops/exp.js';
import { floor } from '../ops/floor.js';
import { gather } from '../ops/gather.js';
import { gatherElements } from '../ops/gather-elements.js';
import { greater } from '../ops/greater.js';
import { greaterOrEqual } from '../ops/greater-or-equal.js';
import { less } from '../ops/less.js';
import { lessOrEqual } from '../ops/less-or-equal.js';
import { unguardedLog } from '../ops/log.js';
import { logSoftmax } from '../ops/log-softmax.js';
import { logicalAnd } from '../ops/logical-and.js';
import { logicalNot } from '../ops/logical-not.js';
import { logicalOr } from '../ops/logical-or.js';
import { matmul } from '../ops/matmul.js';
import { maximum } from '../ops/maximum.js';
import { minimum } from '../ops/minimum.js';
import { multiply } from '../ops/multiply.js';
import { negate } from '../ops/negate.js';
import { pad } from '../ops/pad.js';
import { unguardedPower } from '../ops/power.js';
import { unguardedReciprocal } from '../ops/reciprocal.js';
import { reduceMax } from '../ops/reduce-max.js';
import { reduceMean } from '../ops/reduce-mean.js';
import { reduceMin } from '../ops/reduce-min.js';
import { reduceSum } from '../ops/reduce-sum.js';
import { reduceSumSquare } from '../ops/reduce-sum-square.js';
import { relu } from '../ops/relu.js';
import { reshape } from '../ops/reshape.js';
import { scatterAddElements } from '../ops/scatter-add.js';
import { sigmoid } from '../ops/sigmoid.js';
import { sign } from '../ops/sign.js';
import { sin } from '../ops/sin.js';
import { slice } from '../ops/slice.js';
import { softmax } from '../ops/softmax.js';
import { softplus } from '../ops/softplus.js';
import { unguardedSqrt } from '../ops/sqrt.js';
import { subtract } from '../ops/subtract.js';
import { tanh } from '../ops/tanh.js';
import { topK } from '../ops/top-k.js';
import { transpose } from '../ops/transpose.js';
import { where } from '../ops/where.js';
import type { Value } from '../types.js';
import { sizeOf } from '../value.js';
import { readConv, readConvTranspose, readMaxPool, readResize } from './image-readers.js';
import type { ReadNode } from './read-node.js';
import { constantFrom } from './read-tensor.js';

/** Builds what a node computes: one value, or one for each of its outputs. */
export type OnnxReader = (node: ReadNode) => Value | readonly Value[];

/** How each ONNX operator is read: every one that an operation of ours writes, and the closest kin of those. */
export const onnxReaders: Readonly<Record<string, OnnxReader>> = {
  Abs: unary(absolute),
  Acos: unary(unguardedAcos),
  Add: binary(add),
  And: binary(logicalAnd),
  ArgMax: readArgMax,
  Atan: unary((x) => atan2(x, constant(1))),
  Cast: (node) => cast(node.input(0), node.dtype(node.int('to', 0))),
  Clip: (node) => {
    const [low] = node.numbers(1) ?? [Number.NEGATIVE_INFINITY];
    const [high] = node.numbers(2) ?? [Number.POSITIVE_INFINITY];
    return clamp(node.input(0), low, high);
  },
  Concat: (node) => concat(node.allInputs(), node.int('axis', 0)),
  Constant: (node) => constantFrom(node.tensor('value')) ?? node.refuse('its data is not float32, int64 or bool'),
  Conv: readConv,
  ConvTranspose: readConvTranspose,
  Cos: unary(cos),
  Div: binary(unguardedDivide),
  Equal: binary(equal),
  Exp: unary(unguardedExp),
  Expand: readExpand,
  Flatten: (node) => {
    const { shape } = node.input(0);
    const axis = node.int('axis', 1);
    return reshape(node.input(0), [sizeOf(shape.slice(0, axis)), sizeOf(shape.slice(axis))]);
  },
  Floor: unary(floor),
  Gather: (node) => gather(node.input(0), node.input(1), node.int('axis', 0)),
  GatherElements: (node) => gatherElements(node.input(0), node.input(1), node.int('axis', 0)),
  Gemm: readGemm,
  Greater: binary(greater),
  GreaterOrEqual: binary(greaterOrEqual),
  Identity: unary(copy),
  IsNaN: unary(areNaN),
  Less: binary(less),
  LessOrEqual: binary(lessOrEqual),
  Log: unary(unguardedLog),
  LogSoftmax: (node) => logSoftmax(node.input(0), node.int('axis', -1)),
  MatMul: binary(matmul),
  Max: folded(maximum),
  MaxPool: readMaxPool,
  Min: folded(minimum),
  Mul: binary(multiply),
  Neg: unary(negate),
  Not: unary(logicalNot),
  Or: binary(logicalOr),
  Pad: readPad,
  Pow: binary((base, exponent) => {
    const known = constantOf(exponent);
    const number = typeof known?.data === 'number' ? known.data : known?.data[0];
    return sizeOf(exponent.shape) === 1 && number !== undefined
      ? unguardedPower(base, number)
      : unguardedPower(base, exponent);
  }),
  Reciprocal: unary(unguardedReciprocal),
  ReduceMax: reduction(reduceMax),
  ReduceMean: reduction(reduceMean),
  ReduceMin: reduction(reduceMin),
  ReduceSum: reduction(reduceSum),
  ReduceSumSquare: reduction(reduceSumSquare),
  Relu: unary(relu),
  Reshape: readReshape,
  Resize: readResize,
  ScatterElements: (node) => {
    if (node.text('reduction', 'none') !== 'add') node.refuse('its reduction is not add');
    return scatterAddElements(node.input(0), node.input(1), node.input(2), node.int('axis', 0));
  },
  Sigmoid: unary(sigmoid),
  Sign: unary(sign),
  Sin: unary(sin),
  Slice: readSlice,
  Softmax: (node) => softmax(node.input(0), node.int('axis', -1)),
  Softplus: unary(softplus),
  Sqrt: unary(unguardedSqrt),
  Squeeze: (node) => {
    const { shape } = node.input(0);
    const axes = node.numbers(1)?.map((axis) => fromFront(axis, shape.length));
    return reshape(
      node.input(0),
      shape.filter((size, axis) => (axes === undefined ? size !== 1 : !axes.includes(axis))),
    );
  },
  Sub: binary(subtract),
  Sum: folded(add),
  Tanh: unary(tanh),
  TopK: readTopK,
  Transpose: (node) => transpose(node.input(0), node.ints('perm', undefined)),
  Unsqueeze: (node) => {
    const axes = node.someNumbers(1);
    const shape = [...node.input(0).shape];
    const rank = shape.length + axes.length;
    for (const axis of axes.map((each) => fromFront(each, rank)).sort((a, b) => a - b)) shape.splice(axis, 0, 1);
    return reshape(node.input(0), shape);
  },
  Where: (node) => where(node.input(0), node.input(1), node.input(2)),
};

function unary(build: (x: Value) => Value): OnnxReader {
  return (node) => build(node.input(0));
}

function binary(build: (a: Value, b: Value) => Value): OnnxReader {
  return (node) => build(node.input(0), node.input(1));
}

function folded(build: (a: Value, b: Value) => Value): OnnxReader {
  return (node) => node.allInputs().reduce(build);
}

function reduction(build: (x: Value, axes: readonly number[], keepDimensions: boolean) => Value): OnnxReader {
  return (node) => {
    const x = node.input(0);
    node.expect('noop_with_empty_axes', 0);
    const given = node.numbers(1) ?? [];
    const axes = given.length > 0 ? given.map((axis) => fromFront(axis, x.shape.length)) : [...x.shape.keys()];
    return build(x, axes, node.int('keepdims', 1) === 1);
  };
}

function readArgMax(node: ReadNode): Value {
  node.expect('select_last_index', 0);
  const x = node.input(0);
  const axis = fromFront(node.int('axis', 0), x.shape.length);
  const found = argMax(x, axis);
  return node.int('keepdims', 1) === 1 ? reshape(found, x.shape.with(axis, 1)) : found;
}

function readExpand(node: ReadNode): Value {
  const x = node.input(0);
  const shape = broadcastShape([x.shape, node.someNumbers(1)]) ?? node.refuse('the shapes do not broadcast');
  const known = constantOf(x);
  // A single number that fills a shape.
  if (known !== undefined && x.shape.length === 0) return constant(node.someNumbers(0)[0], shape, known.dtype);
  return broadcastTo(x, shape);
}

function readGemm(node: ReadNode): Value {
  const options = { transposeA: node.int('transA', 0) === 1, transposeB: node.int('transB', 0) === 1 };
  const scaled = (value: Value, by: number): Value => (by === 1 ? value : multiply(value, constant(by)));
  const product = scaled(matmul(node.input(0), node.input(1), options), node.float('alpha', 1));
  const bias = node.inputs[2];
  return bias === undefined ? product : add(product, scaled(bias, node.float('beta', 1)));
}

function readPad(node: ReadNode): Value {
  node.expect('mode', 'constant');
  const x = node.input(0);
  const counts = node.someNumbers(1);
  const axes = node.numbers(3)?.map((axis) => fromFront(axis, x.shape.length)) ?? [...x.shape.keys()];
  const along = (from: number) => x.shape.map((_, axis) => counts[from + axes.indexOf(axis)] ?? 0);
  const [value] = node.numbers(2) ?? [0];
  return pad(x, axes.length === 0 ? x.shape.map(() => 0) : along(0), along(axes.length), value);
}

function readReshape(node: ReadNode): Value {
  const x = node.input(0);
  const keepsZero = node.int('allowzero', 0) === 1;
  return reshape(
    x,
    node.someNumbers(1).map((size, axis) => (size === 0 && !keepsZero ? x.shape[axis] : size)),
  );
}

function readSlice(node: ReadNode): Value {
  const x = node.input(0);
  const [from, to] = [node.someNumbers(1), node.someNumbers(2)];
  const axes = node.numbers(3)?.map((axis) => fromFront(axis, x.shape.length)) ?? [...from.keys()];
  const by = node.numbers(4) ?? from.map(() => 1);
  if (by.some((step) => step < 1)) node.refuse('its steps are not positive');
  const [starts, ends, steps]: [number[], number[], number[]] = [
    x.shape.map(() => 0),
    [...x.shape],
    x.shape.map(() => 1),
  ];
  axes.forEach((axis, i) => {
    const within = (position: number) =>
      Math.min(Math.max(position < 0 ? position + x.shape[axis] : position, 0), x.shape[axis]);
    starts[axis] = within(from[i]);
    ends[axis] = Math.max(within(to[i]), starts[axis]);
    steps[axis] = by[i];
  });
  return slice(x, starts, ends, steps);
}

function readTopK(node: ReadNode): readonly Value[] {
  node.expect('largest', 1);
  const x = node.input(0);
  if (fromFront(node.int('axis', -1), x.shape.length) !== x.shape.length - 1) node.refuse('its axis is not the last');
  return topK(x, node.someNumbers(1)[0]);
}

function fromFront(axis: number, rank: number): number {
  return axis < 0 ? axis + rank : axis;
}
