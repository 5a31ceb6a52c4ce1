import type { OnnxEmitter } from '../onnx/emitter.js';
import type { DType, GraphNode, Op, ReferenceTensor, Shape } from '../types.js';
import { shapeError } from '../value.js';

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
    if (!fits || shape === undefined) {
      throw shapeError(name, `${inputTypes.join(', ')} of shapes that broadcast`, inputs);
    }
    return [{ dtype: result, shape }];
  };
}

/** Reference of an elementwise operation of one to three inputs, with broadcasting. */
export function elementwise(compute: (a: number, b: number, c: number) => number): Op['evaluate'] {
  return (inputs) => {
    const shape = broadcastShape(inputs.map((input) => input.shape)) as Shape;
    const [a, b = a, c = a] = inputs.map((input) => repeated(input, shape));
    const data = new Float64Array(a.length);
    for (let i = 0; i < data.length; i += 1) data[i] = compute(a[i], b[i], c[i]);
    return [{ shape, data }];
  };
}

/** The data of a tensor broadcast to a shape. */
export function repeated(input: ReferenceTensor, shape: Shape): Float64Array {
  let data = input.data;
  // Repeats one axis at a time, the last first: `inner` counts the elements behind the axis.
  let inner = 1;
  for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
    const dimension = input.shape[axis - shape.length + input.shape.length] ?? 1;
    if (dimension !== shape[axis]) {
      const times = shape[axis];
      const source = data;
      data = new Float64Array(source.length * times);
      for (let from = 0, to = 0; from < source.length; from += inner) {
        for (let time = 0; time < times; time += 1, to += inner) data.set(source.subarray(from, from + inner), to);
      }
    }
    inner *= shape[axis];
  }
  return data;
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
