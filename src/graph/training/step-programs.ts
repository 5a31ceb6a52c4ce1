import { cutGraph } from '../cut.js';
import { optimise } from '../optimise/optimise.js';
import { blockSize } from '../runtime/block-size.js';
import { valuesMatching } from '../runtime/match-names.js';
import { type CompileOptions, compile, type Program } from '../runtime/program.js';
import type { Value } from '../types.js';
import { prefixed } from './prefixed.js';
import type { StepGraph, UpdateGraph } from './step-graph.js';

export interface ProgramOptions extends Omit<CompileOptions, 'inputs'> {
  /** Whether to rewrite the graph so that it runs faster (`optimise`); on by default. */
  readonly optimise?: boolean;
}

type Outputs = Readonly<Record<string, Value>>;

/**
 * The programs that a training step runs. The graph is cut at the gradients: an update that is not due is not computed,
 * nor one by a batch that was refused, and gradients that are small enough need not be multiplied by a factor of 1.
 */
export interface StepPrograms {
  /** Forward and backward: all of `batch`, and the gradients as `next.gradient.<parameter>`. */
  readonly batch: Program;
  /** The updates: `next.<name>` for the state, `update` and `applied`. They take gradients and `batch` by their values' names. */
  readonly clipped: Program;
  readonly unclipped: Program;
  /** Compiles a program that brings out what some patterns name, from the graph as it was written. */
  readonly tapping: (patterns: readonly string[]) => Promise<Program>;
}

/** Compiles the programs of a step; `asked` are brought out with every batch. Throws what `compile` throws. */
export async function compilePrograms(
  graph: StepGraph,
  asked: Outputs,
  settings: ProgramOptions,
): Promise<StepPrograms> {
  // Threads that spin while they wait for the next batch would take time from the update, and the other way round.
  const options = { ...settings, config: { 'session.force_spinning_stop': '1', ...settings.config } };
  const gradients = graph.gradients.map(({ name, total }) => [name, total] as const);
  const made: Program[] = [];
  const add = async (program: Promise<Program>): Promise<Program> => {
    made.push(await program);
    return program;
  };
  try {
    const batch = await add(compileFast({ ...graph.batch, ...prefixed('next', gradients), ...asked }, options));
    const unclipped = await add(compileUpdate(graph, graph.unclipped, options));
    const isClipping = graph.clipped !== graph.unclipped;
    const clipped = isClipping ? await add(compileUpdate(graph, graph.clipped, options)) : unclipped;
    const all = { ...graph.batch, ...outputsOf(graph.clipped), ...asked };
    return { batch, unclipped, clipped, tapping: (patterns) => compileTap(all, patterns, options) };
  } catch (error) {
    for (const program of made) program.dispose();
    throw error;
  }
}

async function compileFast(outputs: Outputs, options: ProgramOptions): Promise<Program> {
  if (options.optimise === false) return compile(outputs, options);
  const block = (options.provider ?? 'cpu') === 'cpu' ? await blockSize() : undefined;
  const values = optimise(Object.values(outputs), { block });
  return compile(Object.fromEntries(Object.keys(outputs).map((name, index) => [name, values[index]])), options);
}

/** Elementwise operations all the way: there is nothing to rewrite. */
function compileUpdate(graph: StepGraph, update: UpdateGraph, options: ProgramOptions): Promise<Program> {
  const { clipFactor, accepted } = graph.batch;
  const isClipping = update !== graph.unclipped;
  const inputs = [...graph.gradients.map(({ total }) => total), accepted, ...(isClipping ? [clipFactor] : [])];
  return compile(outputsOf(update), { ...options, inputs });
}

function outputsOf({ state, update, applied }: UpdateGraph): Outputs {
  const next = state.map((carried) => [carried.name, carried.next] as const);
  return { update, applied, ...prefixed('next', next) };
}

function compileTap(outputs: Outputs, patterns: readonly string[], options: ProgramOptions): Promise<Program> {
  const values = valuesMatching(cutGraph(Object.values(outputs)), patterns);
  return compile(Object.fromEntries(values.map((value) => [value.name, value])), options);
}
