import type { HostTensor } from '../types.js';

/** What a training step did. */
export interface StepResult {
  /** Whether an update was made: it was due, and everything was finite. */
  readonly applied: boolean;
  /**
   * What was not finite: `loss`, `parts.<name>`, `gradientNorm`, `learningRate`, `update` (new parameters or optimiser
   * state). Empty unless the batch was refused; weights and optimiser state are then what they were, bit for bit.
   */
  readonly nonFinite: readonly string[];
  readonly loss: number;
  readonly parts: Readonly<Record<string, number>>;
  /** Euclidean norm of all gradients together, before clipping. */
  readonly gradientNorm: number;
  /** What the gradients were multiplied by: 1 where the norm was small enough, or no update was due. */
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

/** Norms of modules, from the sums of squares of their parameters. */
export function moduleNorms(
  names: readonly string[],
  squares: ArrayLike<number>,
  depth: number,
): Record<string, number> {
  const sums = new Map<string, number>();
  names.forEach((name, index) => {
    const module = name.split('.').slice(0, -1).slice(0, depth).join('.');
    sums.set(module, (sums.get(module) ?? 0) + squares[index]);
  });
  return Object.fromEntries([...sums].map(([module, sum]) => [module, Math.sqrt(sum)]));
}
