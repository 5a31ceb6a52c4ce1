import type { OnnxEmitter } from '../onnx/emitter.js';
import type { GraphNode, Op, ReferenceTensor, Shape, TensorType, Value } from '../types.js';
import { apply, shapeError, sizeOf } from '../value.js';
import { broadcastShape, repeated } from './elementwise.js';
import { overflowOfProducts, sumOfProducts } from './products.js';
import { sumTo } from './sum-to.js';

export interface MatmulOptions {
  /** Uses a with its last two axes exchanged. */
  readonly transposeA?: boolean;
  /** Uses b with its last two axes exchanged. */
  readonly transposeB?: boolean;
}

type Attributes = Required<MatmulOptions>;

export const matmulOp: Op<Attributes> = {
  name: 'matmul',
  infer: (inputs, attributes) => {
    const shape = productShape(inputs, attributes);
    if (shape === undefined) throw shapeError('matmul', 'float32 [.., n, k] and [.., k, m]', inputs);
    return [{ dtype: 'float32', shape }];
  },
  evaluate: ([a, b], attributes) => {
    const shape = productShape([a, b], attributes) as Shape;
    return [{ shape, data: product(a, b, shape, attributes) }];
  },
  emit: (node, emitter) => {
    const { inputs, attributes, outputs } = node;
    const output = emitter.nameOf(outputs[0]);
    const { transposeA, transposeB } = attributes;
    if (inputs.every(({ shape }) => shape.length === 2)) {
      const names = inputs.map((input) => emitter.nameOf(input));
      emitter.node('Gemm', names, { transA: transposeA ? 1 : 0, transB: transposeB ? 1 : 0 }, output);
      return;
    }
    // ONNX Runtime makes one operation of a transposition and the product that follows it.
    const names = [transposed(inputs[0], transposeA, emitter), transposed(inputs[1], transposeB, emitter)];
    emitter.node('MatMul', names, {}, output);
  },
  gradient: ({ inputs: [a, b], attributes: { transposeA, transposeB } }, [arriving]) => {
    if (arriving === undefined) return [];
    const toA = transposeA
      ? matmul(b, arriving, { transposeA: transposeB, transposeB: true })
      : matmul(arriving, b, { transposeB: !transposeB });
    const toB = transposeB
      ? matmul(arriving, a, { transposeA: true, transposeB: transposeA })
      : matmul(a, arriving, { transposeA: !transposeA });
    return [sumTo(toA, a.shape), sumTo(toB, b.shape)];
  },
  interval: ([a, b], node) => [sumOfProducts(a, b, innerSize(node))],
  danger: ([a, b], node) => overflowOfProducts(a, b, innerSize(node)),
};

/** Rows and columns of an operand as it enters the product. */
function matrixSize(shape: Shape, transposed: boolean): readonly [number, number] {
  const [rows, columns] = shape.slice(-2);
  return transposed ? [columns, rows] : [rows, columns];
}

function productShape(
  [a, b]: readonly Pick<TensorType, 'shape'>[],
  { transposeA, transposeB }: Attributes,
): Shape | undefined {
  if (a.shape.length < 2 || b.shape.length < 2) return undefined;
  const [rows, inner] = matrixSize(a.shape, transposeA);
  const [otherInner, columns] = matrixSize(b.shape, transposeB);
  const batch = broadcastShape([a.shape.slice(0, -2), b.shape.slice(0, -2)]);
  return inner === otherInner && batch !== undefined ? [...batch, rows, columns] : undefined;
}

function innerSize({ inputs: [a], attributes: { transposeA } }: GraphNode<Attributes>): number {
  return matrixSize(a.shape, transposeA)[1];
}

function product(a: ReferenceTensor, b: ReferenceTensor, shape: Shape, attributes: Attributes): Float64Array {
  const batch = shape.slice(0, -2);
  const [rows, columns] = shape.slice(-2);
  const inner = matrixSize(a.shape, attributes.transposeA)[1];
  const left = repeated(a, [...batch, ...a.shape.slice(-2)]);
  const right = repeated(b, [...batch, ...b.shape.slice(-2)]);
  const [rowA, stepA] = attributes.transposeA ? [1, rows] : [inner, 1];
  const [stepB, columnB] = attributes.transposeB ? [1, inner] : [columns, 1];
  const data = new Float64Array(sizeOf(shape));
  for (let i = 0; i < data.length; i += 1) {
    const column = i % columns;
    const row = Math.floor(i / columns) % rows;
    const matrix = Math.floor(i / columns / rows);
    const fromA = matrix * rows * inner + row * rowA;
    const fromB = matrix * inner * columns + column * columnB;
    let sum = 0;
    for (let k = 0; k < inner; k += 1) sum += left[fromA + k * stepA] * right[fromB + k * stepB];
    data[i] = sum;
  }
  return data;
}

function transposed(value: Value, exchange: boolean, emitter: OnnxEmitter): string {
  const rank = value.shape.length;
  const perm = [...Array(rank - 2).keys(), rank - 1, rank - 2];
  return exchange ? emitter.node('Transpose', [emitter.nameOf(value)], { perm }) : emitter.nameOf(value);
}

/** The matrix product of the last two axes; the axes before them broadcast. [.., n, k] · [.., k, m] = [.., n, m]. float32. */
export function matmul(a: Value, b: Value, { transposeA = false, transposeB = false }: MatmulOptions = {}): Value {
  return apply(matmulOp, [a, b], { transposeA, transposeB });
}
