import type { OnnxEmitter } from '../onnx/emitter.js';
import type { DType, GraphNode, Op, ReferenceTensor, Shape } from '../types.js';
import { shapeError, sizeOf } from '../value.js';

/** The shape that several shapes broadcast to, by the rules of NumPy and ONNX; undefined if they do not. */
export function broadcastShape(shapes: readonly Shape[]): Shape | undefined {
  const rank = Math.max(...shapes.map(({ length }) => length));
  const result = new Array<number>(rank).fill(1);
  for (const shape of shapes) {
    for (let axis = 0; axis < shape.length; axis += 1) {
      const at = rank - shape.length + axis;
      if (shape[axis] === 1 || shape[axis] === result[at]) continue;
      if (result[at] !== 1) return undefined;
      result[at] = shape[axis];
    }
  }
  return result;
}

/** Shape rule of elementwise operations: inputs of these types broadcast; the result has the given type. */
export function elementwiseType(name: string, inputTypes: readonly DType[], result: DType): Op['infer'] {
  return (inputs) => {
    const shape = broadcastShape(inputs.map((input) => input.shape));
    const fits = inputs.length === inputTypes.length && inputs.every(({ dtype }, i) => dtype === inputTypes[i]);
    if (!fits || shape === undefined)
      throw shapeError(name, `${inputTypes.join(', ')} of shapes that broadcast`, inputs);
    return [{ dtype: result, shape }];
  };
}

/** Reference of an elementwise operation with broadcasting. */
export function elementwise(compute: (...elements: number[]) => number): Op['evaluate'] {
  return (inputs) => {
    const shape = broadcastShape(inputs.map((input) => input.shape)) as Shape;
    const strides = inputs.map((input) => broadcastStrides(input.shape, shape));
    const data = new Float64Array(sizeOf(shape));
    const index = new Array<number>(shape.length).fill(0);
    const offsets = inputs.map(() => 0);
    for (let i = 0; i < data.length; i += 1) {
      data[i] = compute(...inputs.map((input, k) => input.data[offsets[k]]));
      for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
        index[axis] += 1;
        offsets.forEach((_, k) => {
          offsets[k] += strides[k][axis];
        });
        if (index[axis] < shape[axis]) break;
        offsets.forEach((_, k) => {
          offsets[k] -= strides[k][axis] * shape[axis];
        });
        index[axis] = 0;
      }
    }
    return [{ shape, data }];
  };
}

/** Steps in a broadcast tensor's data along each axis of the result; 0 where it repeats. */
function broadcastStrides(shape: Shape, result: Shape): number[] {
  const strides = new Array<number>(result.length).fill(0);
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
    if (shape[axis] !== 1) strides[result.length - shape.length + axis] = step;
    step *= shape[axis];
  }
  return strides;
}

/** Emission of an operation that ONNX has under a name of its own. */
export function emitAs(type: string): (node: Pick<GraphNode, 'inputs' | 'outputs'>, emitter: OnnxEmitter) => void {
  return (node, emitter) => {
    emitter.node(
      type,
      node.inputs.map((input) => emitter.nameOf(input)),
      {},
      emitter.nameOf(node.outputs[0]),
    );
  };
}

/** A tensor filled by a function of the flat index, for references. */
export function filled(shape: Shape, element: (index: number) => number): ReferenceTensor {
  return { shape, data: Float64Array.from({ length: sizeOf(shape) }, (_, index) => element(index)) };
}
