import { KeelError } from '../../foundation/errors.js';
import { constantOf } from '../ops/constant.js';
import type { DType, Value } from '../types.js';
import { sizeOf } from '../value.js';
import { type AttributeMessage, elementTypes, type NodeMessage, type TensorMessage } from './model.js';

/** A node of an ONNX model as a reader sees it. Whatever does not fit throws `graph/unreadable-node`, naming the node. */
export class ReadNode {
  readonly type: string;
  /** Values of the inputs; undefined where an optional one is left out. */
  readonly inputs: readonly (Value | undefined)[];
  readonly #message: NodeMessage;
  readonly #attributes: ReadonlyMap<string, AttributeMessage>;

  constructor(message: NodeMessage, inputs: readonly (Value | undefined)[]) {
    this.type = message.opType;
    this.inputs = inputs;
    this.#message = message;
    this.#attributes = new Map(message.attribute.map((attribute) => [attribute.name, attribute]));
  }

  /** An input that must be there. */
  input(index: number): Value {
    return this.inputs[index] ?? this.refuse(`input ${index} is missing`);
  }

  /** All inputs, none of which may be left out. */
  allInputs(): Value[] {
    return this.inputs.map((_, index) => this.input(index));
  }

  /** Numbers of an input that must be a constant; undefined if it is left out. */
  numbers(index: number): number[] | undefined {
    const value = this.inputs[index];
    if (value === undefined) return undefined;
    const constant = constantOf(value);
    if (constant === undefined) return this.refuse(`input ${index} is not a constant`);
    const { data, shape } = constant;
    return typeof data === 'number' ? new Array(sizeOf(shape)).fill(data) : Array.from(data);
  }

  /** Numbers of an input that must be there and a constant. */
  someNumbers(index: number): number[] {
    return this.numbers(index) ?? this.refuse(`input ${index} is missing`);
  }

  int(name: string, otherwise: number): number {
    return this.#attributes.get(name)?.i ?? otherwise;
  }

  float(name: string, otherwise: number): number {
    return this.#attributes.get(name)?.f ?? otherwise;
  }

  ints<Otherwise>(name: string, otherwise: Otherwise): number[] | Otherwise {
    return this.#attributes.get(name)?.ints ?? otherwise;
  }

  text(name: string, otherwise: string): string {
    const bytes = this.#attributes.get(name)?.s;
    return bytes === undefined ? otherwise : new TextDecoder().decode(bytes);
  }

  tensor(name: string): TensorMessage {
    return this.#attributes.get(name)?.t ?? this.refuse(`attribute ${name} is missing`);
  }

  /** The element type behind ONNX's number. */
  dtype(elementType: number): DType {
    return dtypeOf(elementType) ?? this.refuse(`element type ${elementType} is not float32, int64 or bool`);
  }

  /** Throws unless an attribute is left out or has the value that the graph's operation always has. */
  expect(name: string, only: number | string): void {
    const actual = typeof only === 'number' ? this.int(name, only) : this.text(name, only);
    if (actual !== only) this.refuse(`${name} is ${actual}, not ${only}`);
  }

  refuse(reason: string): never {
    const { name, opType, output } = this.#message;
    throw new KeelError('graph/unreadable-node', { name: name || output[0], type: opType, reason });
  }
}

/** The element type behind ONNX's number; undefined for types that graphs do not have. */
export function dtypeOf(elementType: number): DType | undefined {
  return (Object.keys(elementTypes) as DType[]).find((dtype) => elementTypes[dtype] === elementType);
}
