import { KeelError } from '../../foundation/errors.js';
import { cutGraph, nameOf, type Part } from '../cut.js';
import { writeOnnx } from '../onnx/write.js';
import { copy } from '../ops/copy.js';
import { inputName } from '../ops/input.js';
import { atScope } from '../scope.js';
import type { TensorType, Value } from '../types.js';
import type { Buffers } from './buffers.js';
import { Disposable, disposeOf } from './handles.js';
import { valuesMatching } from './match-names.js';
import { partition, type Step } from './partition.js';
import { type Feeds, type Places, ProgramBinding, type Results, type RunOptions } from './program-binding.js';
import { Session } from './session.js';
import type { SessionOptions } from './session-options.js';
import { ValueMemory } from './value-memory.js';

export interface CompileOptions extends SessionOptions {
  /**
   * Inputs besides the graph inputs that the outputs need. Any value may be one: the graph is cut there, and the input
   * goes by the value's name.
   */
  readonly inputs?: readonly Value[];
  /** Where all memory comes from. By default each host operation has a say, and the rest are shared array buffers. */
  readonly buffers?: Buffers;
}

/**
 * Makes a program that computes some outputs. The graph is cut at its host operations into segments; each becomes a
 * session of ONNX Runtime, and every value that crosses a cut is bound to memory once.
 * Throws `graph/duplicate-name`, `runtime/failed` and what `Session.create` throws.
 */
export async function compile<Name extends string>(
  outputs: Readonly<Record<Name, Value>>,
  options: CompileOptions = {},
): Promise<Program<Name>> {
  const given = new Set(options.inputs);
  const values = ownValues(outputs, given);
  const part = cutGraph([...values.values()], options.inputs);
  const steps = partition(part, [...values.values()]);
  // Threads that spin while they wait would take time from the next segment and from host kernels.
  const config = steps.length > 1 ? { 'session.force_spinning_stop': '1', ...options.config } : options.config;
  const sessions: (Session | undefined)[] = [];
  try {
    for (const [index, step] of steps.entries()) {
      const profile = options.profile && `${options.profile}-${index}`;
      const isHost = step.kind === 'host';
      sessions.push(
        isHost ? undefined : await Session.create(writeOnnx(step.outputs, step), { ...options, config, profile }),
      );
    }
    return new Program({ part, inputs: byName(part.inputs), outputs: values, steps, sessions, options });
  } catch (error) {
    for (const session of sessions) session?.dispose();
    throw error;
  }
}

/** The outputs' values, each with memory of its own: copies of inputs, and of values that are an output already. */
function ownValues(outputs: Readonly<Record<string, Value>>, given: ReadonlySet<Value>): Map<string, Value> {
  const taken = new Set<Value>();
  const values = Object.entries(outputs).map(([name, value]): [string, Value] => {
    const isOthers = taken.has(value) || given.has(value) || inputName(value) !== undefined;
    const own = isOthers ? atScope(value.node.scope, () => copy(value)) : value;
    taken.add(own);
    return [name, own];
  });
  return new Map(values);
}

function byName(inputs: readonly Value[]): Map<string, Value> {
  const named = new Map<string, Value>();
  for (const value of inputs) {
    const name = nameOf(value);
    if (named.has(name)) throw new KeelError('graph/duplicate-name', { name });
    named.set(name, value);
  }
  return named;
}

/** A graph that is ready to run, any number of times, one run at a time. */
export class Program<Name extends string = string> extends Disposable {
  /** Types of the inputs. */
  readonly inputs: Readonly<Record<string, TensorType>>;
  /** Types of the outputs. */
  readonly outputs: Readonly<Record<Name, TensorType>>;
  /** What a run does, in order. */
  readonly steps: readonly Step[];
  /** Bytes of memory that values which cross a cut are bound to. */
  readonly crossingBytes: number;
  /** @internal */
  readonly compiled: Compiled;
  /** @internal */
  readonly memory: ValueMemory;
  /** @internal Those that are not disposed of. */
  readonly bindings = new Set<ProgramBinding<Name>>();
  readonly #tapped = new Map<string, Promise<Program>>();
  #own: ProgramBinding<Name> | undefined;
  #isRunning = false;

  /** @internal */
  constructor(compiled: Compiled) {
    super();
    const { inputs, outputs, steps, sessions, options } = compiled;
    for (const session of sessions) if (session !== undefined) this.handles.add(session, disposeOf);
    const lasting = new Set([...inputs.values(), ...outputs.values()]);
    this.memory = new ValueMemory(this.handles, options.buffers, steps, lasting);
    this.compiled = compiled;
    this.inputs = typesOf(inputs);
    this.outputs = typesOf(outputs) as Record<Name, TensorType>;
    this.steps = steps;
    this.crossingBytes = this.memory.crossingBytes;
  }

  /**
   * Runs with memory of the program's own. Every input must be fed. The event loop stays free while ONNX Runtime
   * computes. Results are views that the next run overwrites. Throws `graph/missing-feed`, `runtime/feed`,
   * `runtime/unknown-name`, `runtime/failed`, `runtime/host-failed`, `runtime/busy`, `runtime/disposed`.
   */
  async run(feeds: Feeds = {}, options: RunOptions = {}): Promise<Results<Name>> {
    this.#own ??= this.bind();
    return this.#own.run(feeds, options);
  }

  /**
   * Binds inputs and outputs to memory of the caller's, which then need not be fed; the others use the program's own.
   * A step that turns old parameters into new ones has one binding for each order of its buffers. Inputs may share
   * memory; an output may not overlap anything. Throws `runtime/feed`, `runtime/unknown-name`, `runtime/overlap`.
   */
  bind(places: Places = {}): ProgramBinding<Name> {
    this.assertAlive();
    const binding = new ProgramBinding(this, places);
    this.bindings.add(binding);
    return binding;
  }

  /**
   * Runs with intermediate values brought out, and returns those, by their names. Patterns are explained at
   * `valuesMatching`: `fpn.lateral.2`, `backbone.layer3`, `*.norm`, `gradient.**`. The first tap of some values compiles
   * a program of its own, which is kept; this program and its memory are left alone. ONNX Runtime fuses operations only
   * where nobody looks, so that a tapped value may differ from the untapped run in rounding.
   * Throws `runtime/no-such-value` and what `run` throws.
   */
  async tap(patterns: string | readonly string[], feeds: Feeds = {}, places: Places = {}): Promise<Results> {
    this.assertAlive();
    const { part, options } = this.compiled;
    const values = valuesMatching(part, typeof patterns === 'string' ? [patterns] : patterns);
    const key = values.map(({ name }) => name).join();
    let tapped = this.#tapped.get(key);
    if (tapped === undefined) {
      tapped = compile(Object.fromEntries(values.map((value) => [value.name, value])), options);
      this.#tapped.set(key, tapped);
    }
    const program = await tapped;
    const needed = <Given>(given: Readonly<Record<string, Given>>): Record<string, Given> =>
      Object.fromEntries(Object.entries(given).filter(([name]) => name in program.inputs));
    const binding = program.bind(needed(places));
    try {
      return await binding.run(needed(feeds));
    } finally {
      binding.dispose();
    }
  }

  /** Releases its bindings and the programs that taps made as well. */
  override dispose(): void {
    super.dispose();
    for (const binding of this.bindings) binding.dispose();
    for (const tapped of this.#tapped.values()) {
      // A tap that failed has said so to its caller, and has nothing to release.
      tapped.then(
        (program) => program.dispose(),
        () => undefined,
      );
    }
  }

  /** Ends the profiles that the option `profile` began; gives the paths of their files. Throws `runtime/failed`. */
  endProfiles(): string[] {
    this.assertAlive();
    return this.compiled.sessions.flatMap((session) => (session === undefined ? [] : [session.endProfile()]));
  }

  /** @internal Keeps the native objects during a run, and runs apart, since they share memory. */
  async alone<Result>(work: () => Promise<Result>): Promise<Result> {
    this.assertAlive();
    if (this.#isRunning) throw new KeelError('runtime/busy');
    this.#isRunning = true;
    try {
      return await this.use(work);
    } finally {
      this.#isRunning = false;
    }
  }
}

/** @internal What a program is made of. */
export interface Compiled {
  readonly part: Part;
  readonly inputs: ReadonlyMap<string, Value>;
  readonly outputs: ReadonlyMap<string, Value>;
  readonly steps: readonly Step[];
  /** The session of each step; none for host operations. */
  readonly sessions: readonly (Session | undefined)[];
  readonly options: CompileOptions;
}

function typesOf(values: ReadonlyMap<string, Value>): Record<string, TensorType> {
  return Object.fromEntries([...values].map(([name, { dtype, shape }]) => [name, { dtype, shape }]));
}
