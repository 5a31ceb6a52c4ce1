import type { DType, Shape, Value } from '../types.js';

/** An attribute of an ONNX node. Whole numbers become ints, `{ float }` forces a float. */
export type OnnxAttribute = number | string | readonly number[] | { readonly float: number };

/** What an operation needs in order to write itself as ONNX nodes (opset 21). */
export interface OnnxEmitter {
  /** Tensor name of a value that is an input of the node. */
  nameOf(value: Value): string;
  /**
   * Adds a node of one result and returns the result's name: a given one, or a new one under the scope. The type is an
   * ONNX operator, or `domain:Operator` for one of another domain's first version.
   */
  node(
    type: string,
    inputs: readonly string[],
    attributes?: Readonly<Record<string, OnnxAttribute>>,
    output?: string,
  ): string;
  /** Adds a node of several results. */
  nodes(
    type: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, OnnxAttribute>>,
    outputs: readonly string[],
  ): void;
  /** Says that a result of the node is a tensor that is there already, so that it needs no node. */
  alias(value: Value, tensor: string): void;
  /** A constant; equal constants are written once. */
  constant(dtype: DType, shape: Shape, data: ArrayLike<number>): string;
}
