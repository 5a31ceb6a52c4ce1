import { KeelError, reasonOf } from '../../foundation/errors.js';
import { input } from '../ops/input.js';
import { atScope } from '../scope.js';
import type { Shape, Value } from '../types.js';
import { decodeModel, type GraphMessage, type ModelMessage, type NodeMessage, type ValueInfoMessage } from './model.js';
import { dtypeOf, ReadNode } from './read-node.js';
import { constantFrom } from './read-tensor.js';
import { onnxReaders } from './readers.js';

/** Opsets whose operators mean what the readers take them to mean. */
const readable = { from: 18, to: 23 };

export interface ReadOptions {
  /** Sizes for dimensions that the file leaves open, by the names it gives them: `{ batch: 2 }`. */
  readonly dimensions?: Readonly<Record<string, number>>;
}

/** A graph read from a file, by the names of its inputs and outputs. */
export interface ReadGraph {
  readonly inputs: Readonly<Record<string, Value>>;
  readonly outputs: Readonly<Record<string, Value>>;
}

/**
 * Reads the bytes of an .onnx file back into a graph. Operations that were written as several ONNX nodes come back as
 * several; the values are the same. Nodes get the scope that their names tell. Throws `graph/unreadable-model`, and
 * `graph/unreadable-node` with the name of the node for operators, attributes and types that the graph has not.
 */
export function readOnnx(bytes: Uint8Array, { dimensions = {} }: ReadOptions = {}): ReadGraph {
  const { graph } = checked(bytes);
  const values = new Map<string, Value>();
  for (const tensor of graph.initializer) {
    const value = constantFrom(tensor);
    if (value === undefined) refuse(`the data of ${tensor.name} is not float32, int64 or bool in the file itself`);
    values.set(tensor.name, value);
  }
  const inputs: Record<string, Value> = {};
  for (const info of graph.input) {
    // Old models list constants among the inputs.
    if (values.has(info.name)) continue;
    inputs[info.name] = inputFrom(info, dimensions);
    values.set(info.name, inputs[info.name]);
  }
  for (const node of graph.node) {
    const made = readNode(node, values);
    node.output.forEach((name, index) => {
      values.set(name, made[index]);
    });
  }
  const outputs = Object.fromEntries(graph.output.map(({ name }) => [name, known(name, values)]));
  return { inputs, outputs };
}

function checked(bytes: Uint8Array): ModelMessage & { graph: GraphMessage } {
  let model: ModelMessage;
  try {
    model = decodeModel(bytes);
  } catch (error) {
    throw new KeelError('graph/unreadable-model', { reason: reasonOf(error) }, undefined, error);
  }
  const { opsetImport, graph } = model;
  const opset = opsetImport?.find(({ domain }) => domain === '' || domain === 'ai.onnx')?.version;
  if (graph == null || opset === undefined) return refuse('it holds no ONNX graph');
  if (opset < readable.from || opset > readable.to) {
    return refuse(`its opset is ${opset}, not ${readable.from} to ${readable.to}`);
  }
  return model;
}

function inputFrom({ name, type }: ValueInfoMessage, dimensions: Readonly<Record<string, number>>): Value {
  const tensor = type?.tensorType;
  const dtype = dtypeOf(tensor?.elemType ?? 0);
  if (dtype === undefined) return refuse(`the input ${name} is not float32, int64 or bool`);
  const shape: Shape = (tensor?.shape?.dim ?? refuse(`the input ${name} has no shape`)).map((dimension) => {
    const { dimParam = '', dimValue } = dimension;
    if (dimParam === '' && dimValue !== undefined) return dimValue;
    return dimensions[dimParam] ?? refuse(`the input ${name} has an open dimension "${dimParam}"`);
  });
  return input(name, shape, dtype);
}

/** What a node computes: at least as many values as the node has outputs. */
function readNode(message: NodeMessage, values: ReadonlyMap<string, Value>): readonly Value[] {
  const inputs = message.input.map((name) => (name === '' ? undefined : known(name, values)));
  const node = new ReadNode(message, inputs);
  const reader = message.domain === '' || message.domain === 'ai.onnx' ? onnxReaders[message.opType] : undefined;
  if (reader === undefined) return node.refuse('there is no operation for it');
  try {
    const results = atScope(scopeIn(message.name), () => reader(node));
    const made = 'node' in results ? [results] : results;
    return made.length < message.output.length ? node.refuse(`it has ${made.length} outputs`) : made;
  } catch (error) {
    if (error instanceof KeelError && error.code === 'graph/unreadable-node') throw error;
    return node.refuse(reasonOf(error));
  }
}

/** The scope in a node's name: of `backbone.conv1/conv2d#7/Conv` and of `/backbone/conv1/Conv` it is `backbone.conv1`. */
function scopeIn(name: string): string {
  const parts = name.split('/').filter((part) => part !== '');
  const isOurs = parts.at(-2)?.includes('#') ?? false;
  return parts.slice(0, isOurs ? -2 : -1).join('.');
}

function known(name: string, values: ReadonlyMap<string, Value>): Value {
  return values.get(name) ?? refuse(`nothing makes ${name} before it is used`);
}

function refuse(reason: string): never {
  throw new KeelError('graph/unreadable-model', { reason });
}
