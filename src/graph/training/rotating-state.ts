import { KeelError } from '../../foundation/errors.js';
import { type Buffers, type Memory, tensorIn } from '../runtime/buffers.js';
import type { Handles } from '../runtime/handles.js';

/** A float32 tensor of the state. */
export interface StateTensor {
  readonly name: string;
  readonly size: number;
}

/** One state of training, by reference. */
export interface StepState {
  /** How many updates led to it. */
  readonly updates: number;
  /**
   * Parameters by name, and what the optimiser keeps: `momentum.<parameter>`. These are the buffers themselves: read
   * them before `keep` more updates are made, and copy what must last.
   */
  readonly tensors: ReadonlyMap<string, Float32Array>;
}

interface Slot {
  updates: number;
  readonly tensors: ReadonlyMap<string, Float32Array>;
}

/** Room between tensors, so that no two share a cache line. */
const alignment = 16;

/**
 * The last good states in K + 1 slots of memory. An update reads the current slot and is written into the next; it
 * becomes current if it is good, and otherwise the next update is written over it. Nothing is ever copied.
 */
export class RotatingState {
  readonly #slots: readonly Slot[];
  #current = 0;
  /** How many slots hold good states: the current one and those before it. */
  #good = 1;

  /** All tensors are zero at first. The memory is given back with `handles`. */
  constructor(tensors: readonly StateTensor[], keep: number, buffers: Buffers, handles: Handles) {
    this.#slots = Array.from({ length: keep + 1 }, () => ({
      updates: 0,
      tensors: tensorsIn(tensors, buffers, handles),
    }));
  }

  /** How many slots there are: as many bindings make every order of them. */
  get count(): number {
    return this.#slots.length;
  }

  /** Place of the current slot. */
  get place(): number {
    return this.#current;
  }

  get current(): StepState {
    return this.#slots[this.#current];
  }

  /** Where the next update is written. */
  get next(): StepState {
    return this.#slots[this.#at(1)];
  }

  /** The good states, the current one first. */
  states(): StepState[] {
    return Array.from({ length: this.#good }, (_, back) => {
      const { updates, tensors } = this.#slots[this.#at(-back)];
      return { updates, tensors };
    });
  }

  /** Makes what was written into the next slot the current state. */
  advance(): void {
    const { updates } = this.current;
    this.#current = this.#at(1);
    this.#slots[this.#current].updates = updates + 1;
    this.#good = Math.min(this.#good + 1, this.#slots.length - 1);
  }

  /** Makes the state `back` updates ago the current one; the states after it are gone. Throws `training/no-such-state`. */
  rollback(back: number): void {
    if (!(Number.isInteger(back) && back >= 0 && back < this.#good)) {
      throw new KeelError('training/no-such-state', { back, kept: this.#good });
    }
    this.#current = this.#at(-back);
    this.#good -= back;
  }

  /** Says that the current slot was filled from outside, after so many updates; the states before it are gone. */
  restart(updates: number): void {
    this.#slots[this.#current].updates = updates;
    this.#good = 1;
  }

  #at(offset: number): number {
    return (this.#current + offset + this.#slots.length) % this.#slots.length;
  }
}

/** Float32 tensors of zeros in one piece of memory. */
export function tensorsIn(
  tensors: readonly StateTensor[],
  buffers: Buffers,
  handles: Handles,
): ReadonlyMap<string, Float32Array> {
  let total = 0;
  const starts = tensors.map(({ size }) => {
    const start = total;
    total += Math.ceil(size / alignment) * alignment;
    return start;
  });
  const memory = handles.add({ memory: buffers.allocate(4 * total), buffers }, giveBack).memory;
  const all = tensorIn(memory, { dtype: 'float32', shape: [total] }).data as Float32Array;
  all.fill(0);
  return new Map(tensors.map(({ name, size }, index) => [name, all.subarray(starts[index], starts[index] + size)]));
}

function giveBack({ memory, buffers }: { memory: Memory; buffers: Buffers }): void {
  buffers.free(memory);
}
