import type { OnnxEmitter } from './onnx/emitter.js';
import type { Buffers } from './runtime/buffers.js';

/** Element types of graph values. Geometry outside the graph runs in float64; graphs run in float32. */
export type DType = 'float32' | 'int64' | 'bool';

/** Static dimensions; a scalar has none. */
export type Shape = readonly number[];

export interface TensorType {
  readonly dtype: DType;
  readonly shape: Shape;
}

/** A tensor of the reference evaluator: float64 for every element type, booleans as 0 and 1, row-major. */
export interface ReferenceTensor {
  readonly shape: Shape;
  readonly data: Float64Array;
}

/** One result of a node: static shape and type, and a name that tells where it comes from. */
export interface Value extends TensorType {
  readonly node: GraphNode;
  /** Which of the node's results. */
  readonly output: number;
  /** Unique within a process run up to a counter: `backbone.layer2.0.conv1.conv2d`. */
  readonly name: string;
}

/** An operation applied to values. The graph is nothing but values that refer to nodes that refer to values. */
export interface GraphNode<Attributes = unknown> {
  /** Grows with creation, so that sorting by it is a topological order. */
  readonly id: number;
  readonly op: Op<Attributes>;
  readonly inputs: readonly Value[];
  readonly attributes: Attributes;
  readonly outputs: readonly Value[];
  /** Scope in which the node was made, such as `fam.bbox_coder.encode`. */
  readonly scope: string;
}

/** Closed interval of the values an element may take, for the prover. `mayBeNaN` is kept apart from the bounds. */
export interface Interval {
  readonly low: number;
  readonly high: number;
  readonly mayBeNaN: boolean;
}

/**
 * A way in which an operation can give NaN or infinity, given the intervals of its inputs. Where all inputs that its
 * dangers name keep within the safe bounds, the operation's result is finite.
 */
export interface Danger {
  /** Catalogue class: DOM domain error, DIV division by zero, OVF overflow. */
  readonly kind: 'domain' | 'division' | 'overflow';
  /** Which input must be watched, and the bound that would make it safe. */
  readonly input: number;
  readonly safe: Pick<Interval, 'low' | 'high'>;
}

/**
 * An operation. One file holds its five sides and the function that builds it: shape rule, ONNX emission, gradient as
 * graph values, float64 reference, interval rule with danger condition.
 */
export interface Op<Attributes = unknown> {
  readonly name: string;
  /** Types of the results. Throws `graph/shape` with what was expected when the inputs do not fit. */
  readonly infer: (inputs: readonly TensorType[], attributes: Attributes) => readonly TensorType[];
  /** Evaluates in float64; the executable specification of the operation. */
  readonly evaluate: (inputs: readonly ReferenceTensor[], attributes: Attributes) => readonly ReferenceTensor[];
  /**
   * Gradients of the inputs, given those of the outputs (undefined where nothing flows back), as graph values.
   * An operation without this rule passes no gradient (comparisons, indices).
   */
  readonly gradient?: (
    node: GraphNode<Attributes>,
    outputGradients: readonly (Value | undefined)[],
  ) => readonly (Value | undefined)[];
  /** Writes the operation as ONNX nodes. Absent for host operations and for graph inputs. */
  readonly emit?: (node: GraphNode<Attributes>, emitter: OnnxEmitter) => void;
  /** Runs the operation on the host between ONNX Runtime segments; makes it a host operation. */
  readonly host?: HostKernel<Attributes>;
  /** Memory in which a host operation works on its inputs and outputs without copying them. */
  readonly buffers?: Buffers;
  /** Bounds of the results for bounds of the inputs, rounded outwards; the prover takes "anything" where it is absent. */
  readonly interval?: (inputs: readonly Interval[], node: GraphNode<Attributes>) => readonly Interval[];
  /** How the operation could give NaN or infinity inside these bounds; empty if it cannot. */
  readonly danger?: (inputs: readonly Interval[], node: GraphNode<Attributes>) => readonly Danger[];
}

/** Typed memory of one value during a run: views on buffers that ONNX Runtime is bound to. */
export type HostArray = Float32Array | BigInt64Array | Uint8Array;

export interface HostTensor {
  readonly shape: Shape;
  readonly data: HostArray;
}

/** Computes a host operation: reads inputs and fills outputs in place; may count things for the guard. */
export type HostKernel<Attributes> = (
  inputs: readonly HostTensor[],
  outputs: readonly HostTensor[],
  attributes: Attributes,
) => void | Promise<void>;
