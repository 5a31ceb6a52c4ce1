import { createRequire } from 'node:module';
import type { Type } from 'protobufjs';
import type { DType, Shape, TensorType } from '../types.js';
import { onnxSchema } from './schema.js';

/** Opset whose operators Keel writes. */
export const opset = 21;

/** Version of the file format that goes with the opset. */
export const irVersion = 10;

/** Numbers of ONNX's element types that graphs use. */
export const elementTypes: Readonly<Record<DType, number>> = { float32: 1, int64: 7, bool: 9 };

/** Kinds of attributes that Keel writes and reads. */
export const attributeTypes = { float: 1, int: 2, string: 3, tensor: 4, floats: 6, ints: 7 } as const;

/** An ONNX model as protobuf messages; fields are named as in onnx.proto, in camel case. */
export interface ModelMessage {
  irVersion: number;
  producerName: string;
  producerVersion: string;
  opsetImport: { domain: string; version: number }[];
  graph: GraphMessage;
}

export interface GraphMessage {
  name: string;
  node: NodeMessage[];
  initializer: TensorMessage[];
  input: ValueInfoMessage[];
  output: ValueInfoMessage[];
}

export interface NodeMessage {
  name: string;
  opType: string;
  domain: string;
  input: string[];
  output: string[];
  attribute: AttributeMessage[];
}

export interface AttributeMessage {
  name: string;
  type: number;
  f?: number;
  i?: number;
  s?: Uint8Array;
  t?: TensorMessage;
  floats?: number[];
  ints?: number[];
}

export interface TensorMessage {
  name: string;
  dims: number[];
  dataType: number;
  rawData?: Uint8Array;
  floatData?: number[];
  int32Data?: number[];
  int64Data?: number[];
  dataLocation?: number;
}

export interface ValueInfoMessage {
  name: string;
  type: { tensorType?: { elemType: number; shape?: { dim: { dimValue?: number; dimParam?: string }[] } } };
}

let modelType: Type | undefined;

/** The message type, made at first use: protobufjs takes a while to load, and most programs write no model. */
function modelProto(): Type {
  if (modelType === undefined) {
    const protobuf = createRequire(import.meta.url)('protobufjs') as typeof import('protobufjs');
    modelType = protobuf.parse(onnxSchema).root.lookupType('onnx.ModelProto');
  }
  return modelType;
}

/** A model as the bytes of an .onnx file. */
export function encodeModel(model: ModelMessage): Uint8Array {
  return modelProto().encode(model).finish();
}

/** The model in the bytes of an .onnx file. Throws protobufjs's error when they hold none. */
export function decodeModel(bytes: Uint8Array): ModelMessage {
  const proto = modelProto();
  return proto.toObject(proto.decode(bytes), { longs: Number, defaults: true, arrays: true }) as ModelMessage;
}

/** A graph input or output. */
export function valueInfo(name: string, { dtype, shape }: TensorType): ValueInfoMessage {
  const dim = shape.map((dimension) => ({ dimValue: dimension }));
  return { name, type: { tensorType: { elemType: elementTypes[dtype], shape: { dim } } } };
}

/** A tensor with its data in ONNX's little-endian raw form. */
export function tensorMessage(name: string, dtype: DType, shape: Shape, data: ArrayLike<number>): TensorMessage {
  return { name, dims: [...shape], dataType: elementTypes[dtype], rawData: rawData(dtype, data) };
}

function rawData(dtype: DType, data: ArrayLike<number>): Uint8Array {
  if (dtype === 'bool') return Uint8Array.from(data, (element) => (element === 0 ? 0 : 1));
  const typed = dtype === 'float32' ? Float32Array.from(data) : BigInt64Array.from(Array.from(data, BigInt));
  return new Uint8Array(typed.buffer);
}
