import { cutGraph } from '../cut.js';
import { optimise } from '../optimise/optimise.js';
import { blockSize } from '../runtime/block-size.js';
import { valuesMatching } from '../runtime/match-names.js';
import { type CompileOptions, compile, type Program } from '../runtime/program.js';
import type { Value } from '../types.js';
import { prefixed } from './prefixed.js';
import type { Carried, StepGraph } from './step-graph.js';

export interface ProgramOptions extends Omit<CompileOptions, 'inputs'> {
  /** Whether to rewrite the graph so that it runs faster (`optimise`); on by default. */
  readonly optimise?: boolean;
}

type Outputs = Readonly<Record<string, Value>>;

/** The programs that a training step runs. */
export interface StepPrograms {
  /** Makes an update. */
  readonly updating: Program;
  /** Adds a batch's gradients to the others; only with accumulation. */
  readonly gathering: Program | undefined;
  /** Compiles a program that brings out what some patterns name, from the graph as it was written. */
  readonly tapping: (patterns: readonly string[]) => Promise<Program>;
}

/** Compiles the programs of a step; `asked` are brought out by each of them. */
export async function compilePrograms(
  graph: StepGraph,
  asked: Outputs,
  options: ProgramOptions,
): Promise<StepPrograms> {
  const update = { ...graph.batch, ...graph.update, ...nextOf(graph.state), ...asked };
  const updating = await compileFast(update, options);
  try {
    const gather = { ...graph.batch, ...nextOf(graph.gradients), ...asked };
    const gathering = graph.gradients.length === 0 ? undefined : await compileFast(gather, options);
    return { updating, gathering, tapping: (patterns) => compileTap(update, patterns, options) };
  } catch (error) {
    updating.dispose();
    throw error;
  }
}

async function compileFast(outputs: Outputs, options: ProgramOptions): Promise<Program> {
  if (options.optimise === false) return compile(outputs, options);
  const block = (options.provider ?? 'cpu') === 'cpu' ? await blockSize() : undefined;
  const values = optimise(Object.values(outputs), { block });
  return compile(Object.fromEntries(Object.keys(outputs).map((name, index) => [name, values[index]])), options);
}

function compileTap(outputs: Outputs, patterns: readonly string[], options: ProgramOptions): Promise<Program> {
  const values = valuesMatching(cutGraph(Object.values(outputs)), patterns);
  return compile(Object.fromEntries(values.map((value) => [value.name, value])), options);
}

function nextOf(carried: readonly Carried[]): Outputs {
  return prefixed(
    'next',
    carried.map(({ name, next }) => [name, next] as const),
  );
}
