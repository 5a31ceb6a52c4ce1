import { KeelError } from '../../foundation/errors.js';
import { version } from '../../foundation/package-root.js';
import { cutGraph, nameOf } from '../cut.js';
import type { Value } from '../types.js';
import { encodeModel, irVersion, type ModelMessage, type NodeMessage, opset, valueInfo } from './model.js';
import { modelEmitter } from './model-emitter.js';

export interface WriteOptions {
  /**
   * Inputs of the model in their order. Any value may be one: what it is computed from is then left out. Graph inputs
   * that are needed and not listed follow after these.
   */
  readonly inputs?: readonly Value[];
  /** Name of the graph; `keel` by default. */
  readonly name?: string;
}

/**
 * Writes values as the bytes of an .onnx file (opset 21, IR version 10). Outputs are named by their keys, or by the
 * values' own names when they are given as a list; graph inputs keep the names they were made with.
 * Throws `graph/not-in-onnx` when a host operation lies on the way and `graph/duplicate-name` when two inputs or
 * outputs have one name.
 */
export function writeOnnx(
  outputs: readonly Value[] | Readonly<Record<string, Value>>,
  options: WriteOptions = {},
): Uint8Array {
  const results: [string, Value][] = Array.isArray(outputs)
    ? outputs.map((value: Value) => [value.name, value])
    : Object.entries(outputs);
  const { nodes, inputs } = cutGraph(
    results.map(([, value]) => value),
    options.inputs,
  );
  const names = [...inputs.map((value) => nameOf(value)), ...results.map(([name]) => name)];
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new KeelError('graph/duplicate-name', { name: twice });

  const emitter = modelEmitter();
  for (const value of inputs) emitter.input(value, nameOf(value));
  const direct = new Map<Value, string>();
  for (const [name, value] of results) {
    // An output that is an input, or the second name of a value, needs a node of its own.
    if (inputs.includes(value) || direct.has(value)) continue;
    direct.set(value, name);
    emitter.output(value, name);
  }
  for (const node of nodes) emitter.write(node);
  for (const [name, value] of results) {
    if (direct.get(value) !== name) emitter.node('Identity', [emitter.nameOf(value)], {}, name);
  }
  return encodeModel({
    irVersion,
    producerName: 'keel',
    producerVersion: version,
    opsetImport: opsetsOf(emitter.nodesWritten),
    graph: {
      name: options.name ?? 'keel',
      node: emitter.nodesWritten,
      initializer: emitter.constantsWritten,
      input: inputs.map((value) => valueInfo(emitter.nameOf(value), value)),
      output: results.map(([name, value]) => valueInfo(name, value)),
    },
  });
}

/** ONNX's own operators, and those of other domains that occur. */
function opsetsOf(nodes: readonly NodeMessage[]): ModelMessage['opsetImport'] {
  const others = new Set(nodes.map(({ domain }) => domain).filter((domain) => domain !== ''));
  return [{ domain: '', version: opset }, ...[...others].map((domain) => ({ domain, version: 1 }))];
}
