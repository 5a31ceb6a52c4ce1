/** What clipping by the total norm (max 35 in both toolboxes) and one SGD step make of a gradient (O5, O6). */
export interface StepEffect {
  /** Norm of this prior's gradient before clipping; NaN as soon as one part is NaN. */
  readonly norm: number;
  /** What the clip multiplies every gradient of the network with, were this prior alone in the batch. */
  readonly factor: number;
  /** Whether the step leaves NaN in the weights: for good, since nothing tests for it. */
  readonly lost: boolean;
}

export const stockMaxNorm = 35;

/**
 * Clips and steps. A NaN in one prior's gradient makes the total norm NaN, the norm multiplies the gradient of every
 * parameter, and the step adds NaN to every weight. Bounded gradients, ±1 by part for both losses, never do.
 */
export function stepEffect(gradient: readonly number[], maxNorm: number = stockMaxNorm): StepEffect {
  const norm = Math.fround(Math.sqrt(gradient.reduce((sum, part) => sum + part * part, 0)));
  const coefficient = Math.fround(maxNorm / Math.fround(norm + 1e-6));
  // torch's clamp keeps NaN, Math.min would as well.
  const factor = Math.min(coefficient, 1);
  return { norm, factor, lost: gradient.some((part) => !Number.isFinite(part * factor)) };
}
