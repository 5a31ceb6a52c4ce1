import { createHash } from 'node:crypto';
import { KeelError } from '../../foundation/errors.js';
import type { DType, GraphNode, Shape, Value } from '../types.js';
import type { OnnxAttribute, OnnxEmitter } from './emitter.js';
import { type AttributeMessage, attributeTypes, type NodeMessage, type TensorMessage, tensorMessage } from './model.js';

/** Collects the ONNX nodes and constants of a graph. */
export interface ModelEmitter extends OnnxEmitter {
  readonly nodesWritten: NodeMessage[];
  readonly constantsWritten: TensorMessage[];
  /** Names a value that is an input of the model. */
  input(value: Value, name: string): void;
  /** Names a value that is an output of the model. */
  output(value: Value, name: string): void;
  /** Writes a node of the graph. Throws `graph/not-in-onnx` for host operations. */
  write(node: GraphNode): void;
}

/**
 * An emitter for one model. Nodes are named `<scope>/<op>#<id>/<ONNX type>`, so that ONNX Runtime's messages and
 * profiles say where in the network they come from.
 */
export function modelEmitter(): ModelEmitter {
  const names = new Map<Value, string>();
  const taken = new Set<string>();
  const nodeNames = new Set<string>();
  const constants = new Map<string, string>();
  const nodesWritten: NodeMessage[] = [];
  const constantsWritten: TensorMessage[] = [];
  const given = new Set<Value>();
  let path = '';
  let writing: GraphNode | undefined;

  const emitter: ModelEmitter = {
    nodesWritten,
    constantsWritten,
    input(value, name) {
      given.add(value);
      names.set(value, name);
      taken.add(name);
    },
    output(value, name) {
      names.set(value, name);
      taken.add(name);
    },
    write(node) {
      if (node.op.emit === undefined) {
        throw new KeelError('graph/not-in-onnx', { op: node.op.name, name: node.outputs[0].name });
      }
      path = `${node.scope === '' ? '' : `${node.scope}/`}${node.op.name}#${node.id}`;
      writing = node;
      node.op.emit(node, emitter);
      writing = undefined;
    },
    nameOf: (value) => {
      // A node of several results may be written for one, while another is an input of the model.
      if (value.node === writing && given.has(value)) return `${value.name}/unused`;
      return names.get(value) ?? value.name;
    },
    alias(value, tensor) {
      if (names.has(value)) emitter.node('Identity', [tensor], {}, emitter.nameOf(value));
      else names.set(value, tensor);
    },
    node(type, inputs, attributes = {}, output = unused(`${path}/${type}`)) {
      emitter.nodes(type, inputs, attributes, [output]);
      return output;
    },
    nodes(type, inputs, attributes, outputs) {
      const [operator, domain = ''] = type.split(':').reverse();
      for (const output of outputs) taken.add(output);
      nodesWritten.push({
        name: unused(`${path}/${type}`, nodeNames),
        opType: operator,
        domain,
        input: [...inputs],
        output: [...outputs],
        attribute: Object.entries(attributes).map(attributeMessage),
      });
    },
    constant(dtype, shape, data) {
      const key = constantKey(dtype, shape, data);
      const known = constants.get(key);
      if (known !== undefined) return known;
      const name = unused(`constant/${constants.size}`);
      constants.set(key, name);
      constantsWritten.push(tensorMessage(name, dtype, shape, data));
      return name;
    },
  };
  return emitter;

  /** A name that nothing else has (tensors and nodes are named apart); it is taken from now on. */
  function unused(wish: string, names = taken): string {
    let name = wish;
    for (let count = 2; names.has(name); count += 1) name = `${wish}_${count}`;
    names.add(name);
    return name;
  }
}

function attributeMessage([name, value]: [string, OnnxAttribute]): AttributeMessage {
  if (typeof value === 'string') return { name, type: attributeTypes.string, s: new TextEncoder().encode(value) };
  if (Array.isArray(value)) return { name, type: attributeTypes.ints, ints: [...value] };
  if (typeof value === 'object') return { name, type: attributeTypes.float, f: (value as { float: number }).float };
  return { name, type: attributeTypes.int, i: value as number };
}

/** Equal for constants of equal bits. */
function constantKey(dtype: DType, shape: Shape, data: ArrayLike<number>): string {
  const bytes = new Uint8Array(Float64Array.from(data).buffer);
  return `${dtype}[${shape.join()}]${createHash('sha256').update(bytes).digest('base64')}`;
}
