import { KeelError, reasonOf } from '../../foundation/errors.js';
import { nameOf } from '../cut.js';
import type { GraphNode, HostArray, HostTensor, Value } from '../types.js';
import { type Feed, fill, tensorFor } from './feeds.js';
import { Disposable, disposeOf } from './handles.js';
import { assertApart } from './overlap.js';
import type { Step } from './partition.js';
import type { Program } from './program.js';
import type { Session, SessionBinding } from './session.js';
import { fillConstant } from './value-memory.js';

export interface RunOptions {
  /** Stops the run at the next operation; it then fails with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Hears of each step when it has ended, and how long it took. */
  readonly onStep?: (step: Step, milliseconds: number) => void;
}

/** What the inputs are given for one run, by name. */
export type Feeds = Readonly<Record<string, Feed>>;

/** Results by name: views on memory that the next run writes into. */
export type Results<Name extends string = string> = Readonly<Record<Name, HostTensor>>;

/** Memory of the caller's for inputs and outputs, by name. */
export type Places = Readonly<Record<string, HostArray | HostTensor>>;

/** A program with memory for all its inputs and outputs. */
export class ProgramBinding<Name extends string = string> extends Disposable {
  readonly inputs: Results;
  readonly outputs: Results<Name>;
  readonly #program: Program<Name>;
  readonly #steps: readonly BoundStep[];
  /** Names of the inputs that each run must feed. */
  readonly #fed: ReadonlySet<string>;

  /** @internal */
  constructor(program: Program<Name>, places: Places) {
    super();
    const { memory } = program;
    const { inputs, outputs, steps, sessions } = program.compiled;
    const placed = new Map<Value, HostTensor>();
    for (const [name, place] of Object.entries(places)) {
      const value = inputs.get(name) ?? outputs.get(name);
      if (value === undefined) throw unknownName(name, program);
      placed.set(value, tensorFor(name, value, place));
    }
    const tensorOf = (value: Value): HostTensor => placed.get(value) ?? memory.tensorOf(value);
    const tensors = (values: ReadonlyMap<string, Value>): Record<string, HostTensor> =>
      Object.fromEntries([...values].map(([name, value]) => [name, tensorOf(value)]));
    this.inputs = tensors(inputs);
    this.outputs = tensors(outputs) as Record<Name, HostTensor>;
    assertApart(this.inputs, this.outputs);
    for (const value of outputs.values()) fillConstant(value, tensorOf(value));
    this.#program = program;
    this.#fed = new Set([...inputs].flatMap(([name, value]) => (placed.has(value) ? [] : [name])));
    this.#steps = steps.map((step, index) => {
      if (step.kind === 'host') return hostStep(step.node, tensorOf);
      const session = sessions[index] as Session;
      const named = (values: readonly Value[]) =>
        Object.fromEntries(values.map((value) => [nameOf(value), tensorOf(value)]));
      const binding = session.bind(named(step.inputs), named(step.outputs));
      return this.handles.add(binding, disposeOf);
    });
  }

  /** Runs the program on this memory. Inputs without a place of their own must be fed; throws what `Program.run` does. */
  run(feeds: Feeds = {}, { signal, onStep }: RunOptions = {}): Promise<Results<Name>> {
    return this.#program.alone(() =>
      this.use(async () => {
        this.#feed(feeds);
        for (const [index, step] of this.#steps.entries()) {
          const start = performance.now();
          await step.run(signal);
          onStep?.(this.#program.steps[index], performance.now() - start);
        }
        return this.outputs;
      }),
    );
  }

  override dispose(): void {
    super.dispose();
    this.#program.bindings.delete(this);
  }

  #feed(feeds: Feeds): void {
    for (const [name, feed] of Object.entries(feeds)) {
      const type = this.#program.inputs[name];
      if (type === undefined) throw unknownName(name, this.#program);
      fill(name, type, this.inputs[name], feed);
    }
    for (const name of this.#fed) if (!(name in feeds)) throw new KeelError('graph/missing-feed', { name });
  }
}

type BoundStep = Pick<SessionBinding, 'run'>;

function hostStep(node: GraphNode, tensorOf: (value: Value) => HostTensor): BoundStep {
  const inputs = node.inputs.map(tensorOf);
  const outputs = node.outputs.map(tensorOf);
  return {
    async run(signal) {
      signal?.throwIfAborted();
      try {
        await node.op.host?.(inputs, outputs, node.attributes);
      } catch (error) {
        if (error instanceof KeelError) throw error;
        const values = { name: node.outputs[0].name, reason: reasonOf(error) };
        throw new KeelError('runtime/host-failed', values, undefined, error);
      }
    },
  };
}

function unknownName(name: string, { inputs, outputs }: Program): KeelError {
  return new KeelError('runtime/unknown-name', {
    name,
    known: [...Object.keys(inputs), ...Object.keys(outputs)].join(', '),
  });
}
