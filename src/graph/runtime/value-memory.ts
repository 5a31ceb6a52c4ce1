import { constantOf } from '../ops/constant.js';
import type { HostTensor, Value } from '../types.js';
import { type Buffers, byteLengthOf, type Memory, tensorIn } from './buffers.js';
import { fill } from './feeds.js';
import type { Handles } from './handles.js';
import { planMemory } from './memory-plan.js';
import type { Step } from './partition.js';

/** Memory of a program's own for its values. Values that cross a cut share memory when their times do not overlap. */
export class ValueMemory {
  readonly #handles: Handles;
  readonly #buffers: Buffers;
  readonly #tensors = new Map<Value, HostTensor>();
  /** Bytes held for values that cross cuts. */
  readonly crossingBytes: number;

  /** `lasting` are the values that keep their memory between runs: inputs and outputs. They get it when asked for. */
  constructor(handles: Handles, buffers: Buffers, steps: readonly Step[], lasting: ReadonlySet<Value>) {
    this.#handles = handles;
    this.#buffers = buffers;
    const crossing = [...timesOf(steps)].filter(([value]) => !lasting.has(value) && constantOf(value) === undefined);
    const { pieces, assigned } = planMemory(
      crossing.map(([value, times]) => ({ byteLength: byteLengthOf(value), ...times })),
    );
    const memories = pieces.map((byteLength) => this.#allocate(byteLength));
    crossing.forEach(([value], index) => {
      this.#tensors.set(value, tensorIn(memories[assigned[index]], value));
    });
    this.crossingBytes = pieces.reduce((sum, byteLength) => sum + byteLength, 0);
  }

  /** The memory of a value. That of a constant holds its data. */
  tensorOf(value: Value): HostTensor {
    let tensor = this.#tensors.get(value);
    if (tensor === undefined) {
      tensor = tensorIn(this.#allocate(byteLengthOf(value)), value);
      fillConstant(value, tensor);
      this.#tensors.set(value, tensor);
    }
    return tensor;
  }

  #allocate(byteLength: number): Memory {
    const memory = this.#buffers.allocate(byteLength);
    return this.#handles.add({ memory, buffers: this.#buffers }, giveBack).memory;
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

/** The step that makes each value, and the last that uses it. */
function timesOf(steps: readonly Step[]): Map<Value, { from: number; to: number }> {
  const times = new Map<Value, { from: number; to: number }>();
  steps.forEach((step, time) => {
    const { inputs, outputs } = step.kind === 'segment' ? step : step.node;
    for (const value of [...inputs, ...outputs]) {
      times.set(value, { from: times.get(value)?.from ?? time, to: time });
    }
  });
  return times;
}
