import { constant } from '../ops/constant.js';
import type { DType, Value } from '../types.js';
import { sizeOf } from '../value.js';
import type { TensorMessage } from './model.js';
import { dtypeOf } from './read-node.js';

/** A tensor of a model as a constant; undefined if its type is none of ours or its data lies in another file. */
export function constantFrom(tensor: TensorMessage): Value | undefined {
  const dtype = dtypeOf(tensor.dataType);
  if (dtype === undefined || tensor.dataLocation === 1) return undefined;
  const data =
    tensor.rawData !== undefined && tensor.rawData.length > 0 ? fromRaw(dtype, tensor.rawData) : listed(dtype, tensor);
  if (data.length !== sizeOf(tensor.dims)) return undefined;
  return constant(tensor.dims.length === 0 ? data[0] : data, tensor.dims, dtype);
}

/** The numbers of ONNX's raw form: little-endian, without gaps. */
function fromRaw(dtype: DType, bytes: Uint8Array): Float64Array {
  if (dtype === 'bool') return Float64Array.from(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = dtype === 'float32' ? 4 : 8;
  return Float64Array.from({ length: Math.floor(bytes.byteLength / size) }, (_, i) =>
    dtype === 'float32' ? view.getFloat32(4 * i, true) : Number(view.getBigInt64(8 * i, true)),
  );
}

function listed(dtype: DType, { floatData, int32Data, int64Data }: TensorMessage): Float64Array {
  const lists = { float32: floatData, int64: int64Data, bool: int32Data };
  return Float64Array.from(lists[dtype] ?? []);
}
