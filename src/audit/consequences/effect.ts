import { outlyingShift, type StageOutcome } from './outcome.js';

/** What a ground truth does to a detector, worst first. */
export const detectorEffects = [
  /** The gradient of the whole network becomes NaN, and with the next step every weight: for good. */
  'gradient-nan',
  /** The loss of one iteration is infinite or NaN, its gradient finite: the run goes on. */
  'loss-infinite',
  /** Every anchor of the image becomes positive for the object (AS1). */
  'every-anchor',
  /** Every anchor of the image is ignored, also for the other objects (I3). */
  'anchors-ignored',
  /** No decoder reaches the target: the loss never falls (V3, V19). */
  'undecodable-target',
  /** The centre lies many sides away from the prior (A15). */
  'target-outlier',
  /** No anchor of the proposal stage learns the object. */
  'never-proposed',
  /** Only anchors that hardly overlap the object learn it, because none overlaps it well. */
  'forced-match',
  'trains-normally',
] as const;

export type DetectorEffect = (typeof detectorEffects)[number];

/** What one stage makes of a ground truth. */
export function effectOfStage({ match, target, step, loss, undecodable }: StageOutcome): DetectorEffect {
  if (step.lost) return 'gradient-nan';
  if (!Number.isFinite(loss)) return 'loss-infinite';
  if (match?.kind === 'every-anchor') return 'every-anchor';
  if (match?.kind === 'ignored') return 'anchors-ignored';
  if (match?.kind === 'none') return 'never-proposed';
  if (undecodable) return 'undecodable-target';
  // The refinement stage's prior is the ground truth itself, and its shift 0.
  if (Math.max(Math.abs(target[0]), Math.abs(target[1])) > outlyingShift) return 'target-outlier';
  return match?.kind === 'forced' ? 'forced-match' : 'trains-normally';
}

/** The stage that decides what becomes of a detector: the one with the worst effect, the earlier of two equals. */
export function worstStage(stages: readonly StageOutcome[]): { stage: StageOutcome; effect: DetectorEffect } {
  return stages
    .map((stage) => ({ stage, effect: effectOfStage(stage) }))
    .reduce((worst, next) => (rank(next.effect) < rank(worst.effect) ? next : worst));
}

function rank(effect: DetectorEffect): number {
  return detectorEffects.indexOf(effect);
}
