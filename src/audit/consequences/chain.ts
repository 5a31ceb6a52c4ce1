import type { ChainStep, Consequence } from '../../foundation/finding.js';
import type { OrientedBox } from '../../geometry/types.js';
import type { AuditedImage, ObjectShape, TrainSetup } from '../types.js';
import { anchorGrid, countInside } from './anchors.js';
import { consequencesOf } from './consequences.js';
import { type Detector, detectors } from './detectors.js';
import { shortestSide034 } from './loaded-box.js';
import { type Loader, loaderFor, type Verdict } from './loaders.js';
import { rounded, significant } from './numbers.js';
import { type StageOutcome, stagesOf } from './outcome.js';
import { pipelineVerdicts } from './pipelines.js';
import { needsSplit, type TrainingImage, trainingImage, windowFor } from './training-image.js';
import { positivesBeside, resizedFor, timingOfStage } from './visits.js';
import { stepEffect, stockMaxNorm } from './weights.js';

/**
 * The way of one object to the weights of one detector, step by step with its numbers: annotation, loader, resize, then
 * for each stage of the detector match, target, loss and gradient, then clip and weights. `where` is a detector as
 * consequences name it (`mmrotate-1.0.0rc1/s2anet`); without it, the one that fares worst. The chain ends early where the
 * object does not get further.
 *
 * Throws a `RangeError` for a detector that does not exist.
 */
export function chainOf(shape: ObjectShape, image: AuditedImage, train: TrainSetup, where?: string): ChainStep[] {
  const detector = findDetector(where ?? worstOf(consequencesOf(shape, image, train)));
  const frame = trainingImage(image.size, train);
  const load = loaderFor(shape, image, train);
  const verdict = load(detector.toolbox, detector.angleVersion);
  const steps = [annotationStep(shape), ...loaderSteps(detector, verdict, load, shape, image, train, frame)];
  if (verdict.kind !== 'box') return steps;
  const truth = resizedFor(detector.toolbox, verdict.box, frame);
  const stages = stagesOf(detector, truth, frame, true);
  return [
    ...steps,
    resizeStep(truth, frame),
    ...stages.flatMap((stage) => stageSteps(stage, detector, positivesBeside(shape, image, train), frame)),
    ...weightSteps(stages, detector, shape, image, train, frame),
  ];
}

/** The detector of the worst consequence: a permanent one, else the first in 1.x that is out of the ordinary. */
function worstOf(consequences: readonly Consequence[]): string {
  const ofDetectors = consequences.filter(({ where }) => where.includes('/'));
  const ordinary = ['trains-normally', 'forced-match'];
  const worst =
    ofDetectors.find(({ permanent }) => permanent) ??
    ofDetectors.find(({ where, effect }) => where.startsWith('mmrotate-1') && !ordinary.includes(effect));
  return worst?.where ?? 'mmrotate-1.0.0rc1/s2anet';
}

function findDetector(where: string): Detector {
  const detector = detectors.find(({ toolbox, name }) => `${toolbox}/${name}` === where);
  if (detector === undefined) throw new RangeError(`no detector ${where}`);
  return detector;
}

function annotationStep({ object, longSide, shortSide }: ShapeOfChain): ChainStep {
  const values = { class: object.className, line: object.line, long: rounded(longSide), short: rounded(shortSide) };
  if (object.written.kind === 'rotated') {
    const { cx, cy, w, h, theta } = object.written;
    return {
      stage: 'annotation',
      code: 'stated',
      values: { ...values, box: [cx, cy, w, h], degrees: degreesOf(theta) },
    };
  }
  return { stage: 'annotation', code: 'corners', values: { ...values, corners: [...object.polygon] } };
}

type ShapeOfChain = Pick<ObjectShape, 'object' | 'longSide' | 'shortSide'>;

function loaderSteps(
  detector: Detector,
  verdict: Verdict,
  load: Loader,
  shape: ObjectShape,
  image: AuditedImage,
  train: TrainSetup,
  frame: TrainingImage,
): ChainStep[] {
  const steps: ChainStep[] = [];
  if (needsSplit(image, train) && shape.finite) {
    const [x, y] = windowFor(shape.object.polygon, image.size, train);
    steps.push({ stage: 'loader', code: 'window', values: { x, y, side: train.width } });
  }
  steps.push(verdictStep(detector, verdict));
  steps.push({ stage: 'loader', code: 'pipelines', values: pipelineVerdicts(load, frame) });
  return steps;
}

function verdictStep({ toolbox, angleVersion }: Detector, verdict: Verdict): ChainStep {
  switch (verdict.kind) {
    case 'box':
      return { stage: 'loader', code: 'box', values: { toolbox, ...boxValues(verdict.box) } };
    case 'dropped':
      return {
        stage: 'loader',
        code: 'dropped',
        values: { toolbox, version: angleVersion, side: rounded(verdict.side), minimum: shortestSide034 },
      };
    case 'not-in-window':
      return { stage: 'loader', code: 'not-in-window', values: { percent: rounded(100 * verdict.share) } };
    case 'split-crash':
      return { stage: 'loader', code: 'split-crash', values: { error: verdict.error } };
    case 'crash':
      return { stage: 'loader', code: 'crash', values: { toolbox, error: verdict.error } };
    case 'hang':
      return { stage: 'loader', code: 'hang', values: { toolbox } };
    case 'difficult':
      return { stage: 'loader', code: 'difficult', values: { toolbox, difficulty: verdict.difficulty } };
  }
}

function resizeStep(truth: OrientedBox, { scaleX, scaleY, width, height }: TrainingImage): ChainStep {
  const unchanged = scaleX === 1 && scaleY === 1;
  return {
    stage: 'resize',
    code: unchanged ? 'unchanged' : 'scaled',
    values: { scale: rounded(Math.sqrt(scaleX * scaleY)), width, height, ...boxValues(truth) },
  };
}

function stageSteps(outcome: StageOutcome, detector: Detector, positives: number, frame: TrainingImage): ChainStep[] {
  const match = matchStep(outcome, detector, positives, frame);
  if (outcome.prior === undefined) return [match];
  const { stage, target, loss, lossKind, gradient, step } = outcome;
  const beta = lossKind.kind === 'smooth-l1' ? rounded(lossKind.beta) : null;
  const coder = stage === 'proposal' ? 'midpoint-offset' : 'delta';
  return [
    match,
    { stage: 'target', code: coder, values: { target: target.map(rounded), undecodable: outcome.undecodable } },
    { stage: 'loss', code: lossKind.kind, values: { loss: rounded(loss), beta } },
    { stage: 'gradient', code: step.lost ? 'nan' : 'finite', values: { gradient: gradient.map(rounded) } },
  ];
}

function matchStep(outcome: StageOutcome, detector: Detector, positives: number, frame: TrainingImage): ChainStep {
  const { match, prior } = outcome;
  if (match === undefined) {
    return { stage: 'match', code: 'own-proposal', values: { positives, ...boxValues(prior as OrientedBox) } };
  }
  const { anchors, assigner } = detector.dense ?? (detector.twoStage as NonNullable<Detector['twoStage']>);
  const grid = anchorGrid(anchors, frame.paddedWidth, frame.paddedHeight);
  return {
    stage: 'match',
    code: match.kind,
    values: {
      of: detector.dense ? grid.count : countInside(grid, frame.width, frame.height),
      anchors: match.anchors,
      iou: significant(match.iou),
      threshold: assigner.positive,
      lowest: assigner.lowQuality,
      ...(match.best !== undefined && { stride: match.best.stride, ...boxValues(match.best.box) }),
    },
  };
}

function weightSteps(
  stages: readonly StageOutcome[],
  detector: Detector,
  shape: ObjectShape,
  image: AuditedImage,
  train: TrainSetup,
  frame: TrainingImage,
): ChainStep[] {
  const gradient = stages.flatMap((stage) => stage.gradient);
  if (gradient.length === 0) return [{ stage: 'weights', code: 'untouched', values: {} }];
  const { norm, factor, lost } = stepEffect(gradient);
  const clip: ChainStep = {
    stage: 'clip',
    code: lost ? 'nan' : 'finite',
    values: { norm: rounded(norm), maxNorm: stockMaxNorm, factor: rounded(factor) },
  };
  if (!lost) return [clip, { stage: 'weights', code: 'updated', values: {} }];
  const fatal = stages.find(({ step }) => step.lost) as StageOutcome;
  const { epoch, probability } = timingOfStage(fatal, detector, shape, image, train, frame);
  const code = probability === 0 ? 'spared' : 'lost';
  return [clip, { stage: 'weights', code, values: { epoch, percent: rounded(100 * probability) } }];
}

function boxValues({ cx, cy, w, h, theta }: OrientedBox): { box: number[]; degrees: number } {
  return { box: [cx, cy, w, h].map(rounded), degrees: degreesOf(theta) };
}

function degreesOf(theta: number): number {
  return Number.isFinite(theta) ? Math.round((theta * 180e2) / Math.PI) / 100 : theta;
}
