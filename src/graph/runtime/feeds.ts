import { KeelError } from '../../foundation/errors.js';
import type { DType, HostArray, HostTensor, TensorType } from '../types.js';
import { sizeOf } from '../value.js';

/** What an input can be given: a typed array of its element type, a tensor of its shape, or plain numbers. */
export type Feed = HostArray | HostTensor | readonly number[] | number;

/** The element type that a typed array holds. */
export function dtypeOf(data: HostArray): DType {
  if (data instanceof Float32Array) return 'float32';
  return data instanceof BigInt64Array ? 'int64' : 'bool';
}

/**
 * Checks that memory can stand for a value, and returns it as a tensor of the value's shape.
 * Throws `runtime/feed` when type or size differ.
 */
export function tensorFor(name: string, type: TensorType, memory: HostArray | HostTensor): HostTensor {
  const tensor = isHostArray(memory) ? { shape: type.shape, data: memory } : memory;
  const fits =
    isHostArray(tensor?.data) &&
    dtypeOf(tensor.data) === type.dtype &&
    tensor.shape.join() === type.shape.join() &&
    tensor.data.length === sizeOf(type.shape);
  if (!fits) throw feedError(name, type, memory);
  return tensor;
}

/** Copies what an input was given into its memory. Throws `runtime/feed`. */
export function fill(name: string, type: TensorType, target: HostTensor, feed: Feed): void {
  if (typeof feed === 'number') target.data.fill(element(name, type, feed) as never);
  else if (isNumbers(feed)) {
    if (feed.length !== target.data.length) throw feedError(name, type, feed);
    feed.forEach((number, index) => {
      target.data[index] = element(name, type, number);
    });
  } else target.data.set(tensorFor(name, type, feed).data as never);
}

function element(name: string, type: TensorType, number: unknown): number | bigint {
  if (typeof number !== 'number') throw feedError(name, type, number);
  if (type.dtype === 'float32') return number;
  if (!Number.isInteger(number)) throw feedError(name, type, number);
  if (type.dtype === 'int64') return BigInt(number);
  return number === 0 ? 0 : 1;
}

function isHostArray(memory: unknown): memory is HostArray {
  return memory instanceof Float32Array || memory instanceof BigInt64Array || memory instanceof Uint8Array;
}

function isNumbers(feed: Feed): feed is readonly number[] {
  return Array.isArray(feed);
}

function feedError(name: string, { dtype, shape }: TensorType, got: unknown): KeelError {
  return new KeelError('runtime/feed', { name, expected: `${dtype}[${shape.join(', ')}]`, got: describe(got) });
}

/** What was given, in a word or two. */
function describe(got: unknown): string {
  if (Array.isArray(got)) return `Array(${got.length})`;
  if (ArrayBuffer.isView(got)) return `${got.constructor.name}(${'length' in got ? got.length : got.byteLength})`;
  if (typeof got === 'object' && got !== null && 'shape' in got && 'data' in got) {
    return `{ shape: [${String(got.shape)}], data: ${describe(got.data)} }`;
  }
  return String(got);
}
