import { KeelError } from '../../foundation/errors.js';
import { inputName } from '../ops/input.js';
import { sharedBuffers } from '../runtime/buffers.js';
import { Disposable, disposeOf } from '../runtime/handles.js';
import type { Program } from '../runtime/program.js';
import type { Feeds, Places, ProgramBinding, Results, RunOptions } from '../runtime/program-binding.js';
import type { TensorType, Value } from '../types.js';
import { sizeOf } from '../value.js';
import { assertSetting, type Optimiser } from './optimiser.js';
import { prefixed } from './prefixed.js';
import { RotatingState, type StateTensor, type StepState, tensorsIn } from './rotating-state.js';
import { restored, type SavedState, updatesName } from './saved-state.js';
import { type StepDescription, type StepGraph, stepGraph } from './step-graph.js';
import { compilePrograms, type ProgramOptions, type StepPrograms } from './step-programs.js';
import { numberIn, type StepResult, stepResult } from './step-result.js';

export interface StepOptions extends StepDescription, ProgramOptions {
  /** First values of parameters and fixed inputs, by name; or a saved state. */
  readonly values: ReadonlyMap<string, ArrayLike<number> | BigInt64Array>;
  /** Graph inputs that belong to the network but are not updated: frozen weights, running statistics. */
  readonly fixed?: readonly Value[];
  /** How many good states to keep, the current one included; 2 by default. Each takes memory, and one more is written. */
  readonly keep?: number;
  /** Values to bring out of every step. */
  readonly outputs?: Readonly<Record<string, Value>>;
}

export interface StepRunOptions extends RunOptions {
  readonly learningRate: number;
}

/**
 * Compiles a training step: forward, loss, gradient, clipping, update and gate in one graph.
 * Throws what `stepGraph`, `compile` and `importState` throw.
 */
export async function compileStep(options: StepOptions): Promise<TrainingStep> {
  const { keep = 2, accumulate = 1, outputs = {} } = options;
  assertSetting('keep', keep, Number.isInteger(keep) && keep >= 1, '1, 2, 3, ...');
  const graph = stepGraph(options);
  const programs = await compilePrograms(graph, prefixed('outputs', Object.entries(outputs)), options);
  const step = new TrainingStep(graph, programs, { ...options, keep, accumulate });
  try {
    step.importState(options.values);
    return step;
  } catch (error) {
    step.dispose();
    throw error;
  }
}

/** A network in training: its parameters, its optimiser's state, and the program that updates both. One run at a time. */
export class TrainingStep extends Disposable {
  /** What every run must be fed, by name. */
  readonly inputs: Readonly<Record<string, TensorType>>;
  readonly #graph: StepGraph;
  readonly #optimiser: Optimiser;
  readonly #accumulate: number;
  readonly #programs: StepPrograms;
  readonly #tapped = new Map<string, Program>();
  readonly #state: RotatingState;
  readonly #fixed: ReadonlyMap<string, Float32Array>;
  /** Gradients; with accumulation twice: those of the batches so far are read, those with one more batch are written. */
  readonly #gradients: readonly ReadonlyMap<string, Float32Array>[];
  readonly #bindings = new Map<string, ProgramBinding>();
  /** Batches that the next update has gathered. */
  #gathered = 0;
  /** Which of the gradients holds them. */
  #place = 0;
  #isRunning = false;

  /** @internal */
  constructor(graph: StepGraph, programs: StepPrograms, options: StepOptions & { keep: number; accumulate: number }) {
    super();
    const { buffers = sharedBuffers, fixed = [] } = options;
    this.#graph = graph;
    this.#optimiser = options.optimiser;
    this.#accumulate = options.accumulate;
    this.#state = new RotatingState(graph.unclipped.state, options.keep, buffers, this.handles);
    this.#fixed = tensorsIn(fixed.map(stateTensorOf), buffers, this.handles);
    const places = options.accumulate === 1 ? [0] : [0, 1];
    this.#gradients = places.map(() => tensorsIn(graph.gradients, buffers, this.handles));
    this.#programs = programs;
    for (const program of programsOf(programs)) this.handles.add(program, disposeOf);
    this.inputs = this.#fedInputs();
  }

  /**
   * Runs a step on a batch. Throws what `Program.run` does; weights and optimiser state are then as they were.
   * A number that is not finite throws nothing: the step refuses the batch and says so.
   */
  async run(feeds: Feeds, { learningRate, signal }: StepRunOptions): Promise<StepResult> {
    return this.#alone(() =>
      this.use(async () => {
        const start = performance.now();
        const isDue = this.#gathered + 1 === this.#accumulate;
        if (this.#gathered === 0 && !isDue) for (const sum of this.#gradients[this.#place].values()) sum.fill(0);
        const batch = this.#batchBinding();
        const results = await batch.run(feeds, { signal });
        const isAccepted = numberIn(results, 'accepted') === 1;
        const isClipped = numberIn(results, 'clipFactor') !== 1;
        const update =
          isDue && isAccepted
            ? await this.#updateBinding(isClipped, batch).run(this.#scalars(learningRate), { signal })
            : undefined;
        const applied = update !== undefined && numberIn(update, 'applied') === 1;
        if (applied) this.#advance();
        else if (isAccepted && !isDue) this.#gather();
        return stepResult(this.#graph, results, update, {
          applied,
          learningRate: isDue ? learningRate : undefined,
          updates: this.#state.current.updates,
          accumulated: this.#gathered,
          milliseconds: performance.now() - start,
        });
      }),
    );
  }

  /**
   * Brings intermediate values of a step on a batch out, by the names they have in the graph (as `Program.tap`: `loss.**`,
   * `gradient.backbone`), and changes nothing. What nobody looks at is optimised in `run`, so that roundings may differ.
   * With accumulation it is the step that makes the update. Throws `runtime/no-such-value` and what `run` throws.
   */
  async tap(
    patterns: string | readonly string[],
    feeds: Feeds,
    { learningRate, signal }: StepRunOptions,
  ): Promise<Results> {
    const wanted = typeof patterns === 'string' ? [patterns] : patterns;
    return this.#alone(() =>
      this.use(async () => {
        const program = await this.#tapping(wanted);
        const isInput = ([name]: readonly [string, unknown]): boolean => name in program.inputs;
        const given = Object.entries({ ...feeds, ...this.#scalars(learningRate) }).filter(isInput);
        const binding = program.bind(Object.fromEntries(Object.entries(this.#readPlaces()).filter(isInput)));
        try {
          return await binding.run(Object.fromEntries(given), { signal });
        } finally {
          binding.dispose();
        }
      }),
    );
  }

  /** The last good states by reference, the current one first: at most `keep`. */
  states(): readonly StepState[] {
    this.assertAlive();
    return this.#state.states();
  }

  /**
   * Goes back to the state `back` updates ago, at no cost; later states and gathered gradients are dropped.
   * Throws `training/no-such-state`.
   */
  rollback(back: number): void {
    this.#assertIdle();
    this.#state.rollback(back);
    this.#gathered = 0;
  }

  /** A copy of everything that training goes on from, but for gradients gathered since the last update. */
  exportState(): Map<string, Float32Array | BigInt64Array> {
    this.#assertIdle();
    const { tensors, updates } = this.#state.current;
    const saved = new Map<string, Float32Array | BigInt64Array>();
    for (const [name, data] of [...tensors, ...this.#fixed]) saved.set(name, data.slice());
    return saved.set(updatesName, BigInt64Array.of(BigInt(updates)));
  }

  /**
   * Goes on from a saved state, bit for bit; or from weights alone, with the optimiser's state at zero. Kept states are
   * dropped. Throws `training/state-names`, `training/state-size`, `training/non-finite-state`, and then changes nothing.
   */
  importState(saved: SavedState | ReadonlyMap<string, ArrayLike<number> | BigInt64Array>): void {
    this.#assertIdle();
    const parameters = new Set(this.#graph.parameters);
    const fixed = [...this.#fixed].map(([name, { length: size }]) => ({ name, size }));
    const needed = [...this.#graph.unclipped.state.filter(({ name }) => parameters.has(name)), ...fixed];
    const kept = this.#graph.unclipped.state.filter(({ name }) => !parameters.has(name));
    const { tensors, updates } = restored(saved, needed, kept);
    for (const [name, target] of [...this.#state.current.tensors, ...this.#fixed]) {
      const values = tensors.get(name);
      if (values === undefined) target.fill(0);
      else target.set(values);
    }
    this.#state.restart(updates);
    this.#gathered = 0;
  }

  #advance(): void {
    this.#state.advance();
    this.#gathered = 0;
  }

  #gather(): void {
    this.#place = 1 - this.#place;
    this.#gathered += 1;
  }

  async #tapping(patterns: readonly string[]): Promise<Program> {
    const key = patterns.join();
    let tapped = this.#tapped.get(key);
    if (tapped === undefined) {
      tapped = this.handles.add(await this.#programs.tapping(patterns), disposeOf);
      this.#tapped.set(key, tapped);
    }
    return tapped;
  }

  /** Runs a batch through the current state; writes gradients. */
  #batchBinding(): ProgramBinding {
    return this.#binding(this.#programs.batch, `batch ${this.#state.place} ${this.#place}`, () => ({
      ...this.#readPlaces(),
      ...prefixed('next', this.#writtenGradients()),
    }));
  }

  /** Reads gradients and the current state, and writes the next state. */
  #updateBinding(isClipped: boolean, { outputs }: ProgramBinding): ProgramBinding {
    const program = isClipped ? this.#programs.clipped : this.#programs.unclipped;
    return this.#binding(program, `update ${isClipped} ${this.#state.place} ${this.#place}`, () => {
      const { gradients, batch } = this.#graph;
      const written = this.#writtenGradients();
      return {
        ...this.#readPlaces(),
        ...Object.fromEntries(gradients.map(({ name, total }) => [total.name, written.get(name) as Float32Array])),
        [batch.accepted.name]: outputs.accepted,
        [batch.clipFactor.name]: outputs.clipFactor,
        ...prefixed('next', this.#state.next.tensors),
      };
    });
  }

  /** A binding to those of some places that a program knows; made once for each order of the memory. */
  #binding(program: Program, key: string, places: () => Places): ProgramBinding {
    let binding = this.#bindings.get(key);
    if (binding === undefined) {
      const known = Object.entries(places()).filter(([name]) => name in program.inputs || name in program.outputs);
      binding = this.handles.add(program.bind(Object.fromEntries(known)), disposeOf);
      this.#bindings.set(key, binding);
    }
    return binding;
  }

  #readPlaces(): Places {
    return Object.fromEntries([...this.#state.current.tensors, ...this.#fixed, ...this.#gradients[this.#place]]);
  }

  #writtenGradients(): ReadonlyMap<string, Float32Array> {
    return this.#gradients[this.#gradients.length - 1 - this.#place];
  }

  #scalars(learningRate: number): Record<string, number> {
    return { learningRate, ...this.#optimiser.numbers(this.#state.current.updates) };
  }

  #fedInputs(): Record<string, TensorType> {
    const own = this.#readPlaces();
    return Object.fromEntries(Object.entries(this.#programs.batch.inputs).filter(([name]) => !(name in own)));
  }

  async #alone<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#assertIdle();
    this.#isRunning = true;
    try {
      return await work();
    } finally {
      this.#isRunning = false;
    }
  }

  #assertIdle(): void {
    this.assertAlive();
    if (this.#isRunning) throw new KeelError('runtime/busy');
  }
}

function programsOf({ batch, clipped, unclipped }: StepPrograms): ReadonlySet<Program> {
  return new Set([batch, clipped, unclipped]);
}

function stateTensorOf(value: Value): StateTensor {
  const name = inputName(value);
  if (name === undefined) throw new KeelError('training/not-an-input', { name: value.name });
  return { name, size: sizeOf(value.shape) };
}
