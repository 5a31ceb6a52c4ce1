import type { OrientedBox } from '../../geometry/types.js';
import { anchorGrid } from './anchors.js';
import { decodableLogarithm, encodeDelta, encodeMidpointOffset, hullOfBox } from './coders.js';
import type { DenseHead, Detector, TwoStageHead } from './detectors.js';
import { regularizeBox } from './float32-angles.js';
import { type LossValue, type RegressionLoss, regressionLoss } from './losses.js';
import type { Match } from './match.js';
import { matchHorizontal } from './match-horizontal.js';
import { matchRotated } from './match-rotated.js';
import type { TrainingImage } from './training-image.js';
import { type StepEffect, stepEffect } from './weights.js';

const f = Math.fround;

/** What one stage of a detector learns from a ground truth, before any averaging over anchors. */
export interface StageOutcome extends LossValue {
  readonly stage: 'dense' | 'proposal' | 'refinement';
  /** How the prior was found; undefined where the ground truth is its own proposal. */
  readonly match: Match | undefined;
  /** What predicts the box; undefined where nothing does. */
  readonly prior: OrientedBox | undefined;
  /** Regression target in the units of the head, divided by the coder's stds; empty where nothing predicts the box. */
  readonly target: readonly number[];
  readonly lossKind: RegressionLoss;
  readonly step: StepEffect;
  /** A side is more than 62.5 times larger or smaller than the prior's: no decoder can reach it. */
  readonly undecodable: boolean;
}

/** A target for the centre this many sides away from the prior is an outlier (C5). */
export const outlyingShift = 10;

/**
 * The stages of a detector for one ground truth: float32, pixels at training scale, as its loader gives it. `thorough` as
 * in `matchRotated`.
 */
export function stagesOf(
  detector: Detector,
  truth: OrientedBox,
  image: TrainingImage,
  thorough: boolean,
): StageOutcome[] {
  if (detector.dense !== undefined) return [denseStage(detector, detector.dense, truth, image, thorough)];
  const head = detector.twoStage as TwoStageHead;
  return [proposalStage(detector, head, truth, image), refinementStage(detector, head, truth)];
}

/** What a dense head holds against its anchors: the ground truth, or the upright box round it. */
export function comparedBox(detector: Detector, head: DenseHead, truth: OrientedBox): OrientedBox {
  return head.comparesHull ? hullBox(truth) : clampedCentre(detector, truth);
}

/** The anchors of a dense head that learn from a ground truth. */
export function matchDense(
  detector: Detector,
  head: DenseHead,
  truth: OrientedBox,
  image: TrainingImage,
  thorough: boolean,
): Match {
  const grid = anchorGrid(head.anchors, image.paddedWidth, image.paddedHeight);
  return matchRotated(
    comparedBox(detector, head, truth),
    grid,
    isNewer(detector) ? detector.angleVersion : undefined,
    head.assigner,
    thorough,
  );
}

function denseStage(
  detector: Detector,
  head: DenseHead,
  truth: OrientedBox,
  image: TrainingImage,
  thorough: boolean,
): StageOutcome {
  const match = matchDense(detector, head, truth, image, thorough);
  const prior = match.best?.box;
  if (prior === undefined || match.anchors === 0) return nothingLearned('dense', match, head.loss);
  const target = encodeDelta(prior, encoded(detector, truth), head.coder);
  return learned('dense', match, prior, target, head.coder.stds, head.loss);
}

function proposalStage(detector: Detector, head: TwoStageHead, truth: OrientedBox, image: TrainingImage): StageOutcome {
  const grid = anchorGrid(head.anchors, image.paddedWidth, image.paddedHeight);
  const match = matchHorizontal(hullOfBox(truth), grid, image.width, image.height, head.assigner);
  if (match.best === undefined || match.anchors === 0) return nothingLearned('proposal', match, head.proposalLoss);
  const { box } = match.best;
  const corners = [box.cx - box.w / 2, box.cy - box.h / 2, box.cx + box.w / 2, box.cy + box.h / 2] as const;
  const target = encodeMidpointOffset(corners, encoded(detector, truth));
  return learned('proposal', match, box, target, [1, 1, 1, 1], head.proposalLoss);
}

/** The sampler adds every ground truth to the proposals, so each is its own positive (NS1). */
function refinementStage(detector: Detector, head: TwoStageHead, truth: OrientedBox): StageOutcome {
  const target = encodeDelta(truth, encoded(detector, truth), head.coder);
  return learned('refinement', undefined, truth, target, head.coder.stds, head.loss);
}

function learned(
  stage: StageOutcome['stage'],
  match: Match | undefined,
  prior: OrientedBox,
  target: readonly number[],
  stds: readonly number[],
  lossKind: RegressionLoss,
): StageOutcome {
  const value = regressionLoss(target, lossKind);
  // The third and fourth parts of every coder are logarithms of side ratios.
  const undecodable = [2, 3].some((i) => Math.abs(target[i] * stds[i]) > decodableLogarithm);
  return { stage, match, prior, target, lossKind, ...value, step: stepEffect(value.gradient), undecodable };
}

function nothingLearned(stage: StageOutcome['stage'], match: Match, lossKind: RegressionLoss): StageOutcome {
  const nothing = { target: [], loss: 0, gradient: [], undecodable: false };
  return { stage, match, prior: undefined, lossKind, ...nothing, step: stepEffect([]) };
}

/** 1.x turns the ground truth, not the prior, into the angle range of its version before it encodes (D3). */
function encoded(detector: Detector, truth: OrientedBox): OrientedBox {
  return isNewer(detector) ? regularizeBox(truth, detector.angleVersion) : truth;
}

/** 1.x compares boxes no farther out than 1e7 px (D13). */
function clampedCentre(detector: Detector, truth: OrientedBox): OrientedBox {
  if (!isNewer(detector)) return truth;
  return { ...truth, cx: clampKeepingNaN(truth.cx), cy: clampKeepingNaN(truth.cy) };
}

function clampKeepingNaN(value: number): number {
  return Math.max(-1e7, Math.min(1e7, value));
}

/** The upright box round an `oc` box as 0.3.4 writes it: sides swapped, angle π/2. */
function hullBox({ cx, cy, w, h, theta }: OrientedBox): OrientedBox {
  const cos = f(Math.cos(theta));
  const sin = f(Math.sin(theta));
  return {
    cx,
    cy,
    w: f(f(sin * w) + f(cos * h)),
    h: f(f(cos * w) + f(sin * h)),
    theta: f(Math.PI / 2),
  };
}

function isNewer({ toolbox }: Detector): boolean {
  return toolbox !== 'mmrotate-0.3.4';
}
