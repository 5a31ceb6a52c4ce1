import type { Results } from '../runtime/program-binding.js';
import type { HostTensor } from '../types.js';
import { unprefixed } from './prefixed.js';
import type { StepGraph } from './step-graph.js';

/** What a training step did. */
export interface StepResult {
  /** Whether an update was made: it was due, and everything was finite. */
  readonly applied: boolean;
  /**
   * What was not finite: `loss`, `parts.<name>`, `gradientNorm`, `learningRate`, `update` (new parameters or optimiser
   * state, computed only if the others but the learning rate are finite). Empty unless the batch was refused; weights and
   * optimiser state are then what they were, bit for bit.
   */
  readonly nonFinite: readonly string[];
  readonly loss: number;
  readonly parts: Readonly<Record<string, number>>;
  /** Euclidean norm of all gradients together, before clipping. */
  readonly gradientNorm: number;
  /** What the gradients were multiplied by: 1 where the norm was small enough, or no update was computed. */
  readonly clipFactor: number;
  /** How many updates were made so far. */
  readonly updates: number;
  /** Batches that the next update has gathered; always 0 without accumulation. */
  readonly accumulated: number;
  /** Time by the clock. */
  readonly milliseconds: number;
  /** The values asked for as `outputs`: views that the next step overwrites. */
  readonly outputs: Readonly<Record<string, HostTensor>>;
  /**
   * Gradient norms before clipping by module: the first `depth` parts of the parameters' names (`backbone.layer1` for
   * 2), by default all but the last. Infinite where an element exceeds 1.8e19, even if `gradientNorm` is not.
   */
  readonly moduleNorms: (depth?: number) => Readonly<Record<string, number>>;
}

/** What a result tells besides the numbers that the programs gave. */
interface Outcome extends Pick<StepResult, 'applied' | 'updates' | 'accumulated' | 'milliseconds'> {
  /** Undefined if no update was due. */
  readonly learningRate: number | undefined;
}

/** Puts a result together, of what a batch gave and what the update gave, if there was one. */
export function stepResult(
  { parameters, batch }: StepGraph,
  results: Results,
  update: Results | undefined,
  { learningRate, ...outcome }: Outcome,
): StepResult {
  const reported = Object.keys(batch).filter((name) => /^(loss|gradientNorm|parts\..*)$/.test(name));
  const numbers = Object.fromEntries(reported.map((name) => [name, numberIn(results, name)]));
  const looked: Record<string, number> = {
    ...numbers,
    ...(learningRate !== undefined && { learningRate: Math.fround(learningRate) }),
    ...(update !== undefined && { update: numberIn(update, 'update') }),
  };
  const squares = Float32Array.from(results.squares.data as Float32Array);
  return {
    ...outcome,
    nonFinite: Object.keys(looked).filter((name) => !Number.isFinite(looked[name])),
    loss: numbers.loss,
    parts: unprefixed('parts', numbers),
    gradientNorm: numbers.gradientNorm,
    clipFactor: update === undefined ? 1 : numberIn(results, 'clipFactor'),
    outputs: unprefixed('outputs', results),
    moduleNorms: (depth = Number.POSITIVE_INFINITY) => moduleNorms(parameters, squares, depth),
  };
}

/** Norms of modules, from the sums of squares of their parameters. */
function moduleNorms(names: readonly string[], squares: Float32Array, depth: number): Record<string, number> {
  const sums = new Map<string, number>();
  names.forEach((name, index) => {
    const module = name.split('.').slice(0, -1).slice(0, depth).join('.');
    sums.set(module, (sums.get(module) ?? 0) + squares[index]);
  });
  return Object.fromEntries([...sums].map(([module, sum]) => [module, Math.sqrt(sum)]));
}

/** The one element of a result, booleans as 0 and 1. */
export function numberIn(results: Results, name: string): number {
  return Number(results[name].data[0]);
}
