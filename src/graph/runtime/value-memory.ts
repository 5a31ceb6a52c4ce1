import { constantOf } from '../ops/constant.js';
import type { HostTensor, Value } from '../types.js';
import { type Buffers, byteLengthOf, type Memory, sharedBuffers, tensorIn } from './buffers.js';
import { fill } from './feeds.js';
import type { Handles } from './handles.js';
import { type Need, planMemory } from './memory-plan.js';
import type { Step } from './partition.js';

/**
 * Memory of a program's own for its values. Values that cross a cut share memory when their times do not overlap.
 * Unless told otherwise, what a host operation works on lies in the memory that it asks for.
 */
export class ValueMemory {
  readonly #handles: Handles;
  readonly #buffersOf: (value: Value) => Buffers;
  readonly #tensors = new Map<Value, HostTensor>();
  /** Bytes held for values that cross cuts. */
  readonly crossingBytes: number;

  /** `lasting` are the values that keep their memory between runs: inputs and outputs. They get it when asked for. */
  constructor(handles: Handles, buffers: Buffers | undefined, steps: readonly Step[], lasting: ReadonlySet<Value>) {
    this.#handles = handles;
    const wanted = buffers === undefined ? wantedBuffers(steps) : new Map<Value, Buffers>();
    const others = buffers ?? sharedBuffers;
    this.#buffersOf = (value) => wanted.get(value) ?? others;
    const crossing = [...timesOf(steps)].filter(([value]) => !lasting.has(value) && constantOf(value) === undefined);
    this.crossingBytes = 0;
    for (const from of new Set([others, ...wanted.values()])) {
      this.crossingBytes += this.#plan(
        from,
        crossing.filter(([value]) => this.#buffersOf(value) === from),
      );
    }
  }

  /** The memory of a value. That of a constant holds its data. */
  tensorOf(value: Value): HostTensor {
    let tensor = this.#tensors.get(value);
    if (tensor === undefined) {
      tensor = tensorIn(this.#allocate(this.#buffersOf(value), byteLengthOf(value)), value);
      fillConstant(value, tensor);
      this.#tensors.set(value, tensor);
    }
    return tensor;
  }

  /** Gives values memory from one source, and returns how many bytes that takes. */
  #plan(buffers: Buffers, crossing: readonly (readonly [Value, Times])[]): number {
    const needs = crossing.map(([value, times]) => ({ byteLength: byteLengthOf(value), ...times }));
    const { pieces, assigned } = planMemory(needs);
    const memories = pieces.map((byteLength) => this.#allocate(buffers, byteLength));
    crossing.forEach(([value], index) => {
      this.#tensors.set(value, tensorIn(memories[assigned[index]], value));
    });
    return pieces.reduce((sum, byteLength) => sum + byteLength, 0);
  }

  #allocate(buffers: Buffers, byteLength: number): Memory {
    const memory = buffers.allocate(byteLength);
    return this.#handles.add({ memory, buffers }, giveBack).memory;
  }
}

function giveBack({ memory, buffers }: { memory: Memory; buffers: Buffers }): void {
  buffers.free(memory);
}

/** Writes a constant into its memory; leaves that of other values alone. */
export function fillConstant(value: Value, tensor: HostTensor): void {
  const constant = constantOf(value);
  if (constant === undefined) return;
  const { data } = constant;
  fill(value.name, value, tensor, typeof data === 'number' ? data : Array.from(data));
}

/** The memory that host operations ask for, by the values that they take and give. */
function wantedBuffers(steps: readonly Step[]): Map<Value, Buffers> {
  const wanted = new Map<Value, Buffers>();
  for (const step of steps) {
    if (step.kind === 'segment') continue;
    const { inputs, outputs, op } = step.node;
    if (op.buffers !== undefined) for (const value of [...inputs, ...outputs]) wanted.set(value, op.buffers);
  }
  return wanted;
}

/** The step that makes a value, and the last that uses it. */
type Times = Pick<Need, 'from' | 'to'>;

function timesOf(steps: readonly Step[]): Map<Value, Times> {
  const times = new Map<Value, Times>();
  steps.forEach((step, time) => {
    const { inputs, outputs } = step.kind === 'segment' ? step : step.node;
    for (const value of [...inputs, ...outputs]) {
      times.set(value, { from: times.get(value)?.from ?? time, to: time });
    }
  });
  return times;
}
