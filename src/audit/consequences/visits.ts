import type { OrientedBox } from '../../geometry/types.js';
import type { AuditedImage, ObjectShape, TrainSetup } from '../types.js';
import type { DenseHead, Detector, Toolbox } from './detectors.js';
import { loaderFor } from './loaders.js';
import { matchDense, type StageOutcome } from './outcome.js';
import { estimatedPositives, samplingProbability, type Timing, timingOf } from './timing.js';
import { needsSplit, resized1x, resized034, type TrainingImage, windowFor } from './training-image.js';

const f = Math.fround;

/** The four orientations between which stock training chooses with equal chances. */
const flips = ['none', 'horizontal', 'vertical', 'diagonal'] as const;
type Flip = (typeof flips)[number];

/** A loaded box at training scale. */
export function resizedFor(toolbox: Toolbox, box: OrientedBox, frame: TrainingImage): OrientedBox {
  return toolbox === 'mmrotate-0.3.4' ? resized034(box, frame) : resized1x(box, frame);
}

/**
 * When a stage's effect is to be expected: in RoI heads by the sampler's luck, in dense heads at the first visit, unless
 * other objects of the image take the anchors away.
 */
export function timingOfStage(
  stage: StageOutcome,
  detector: Detector,
  shape: ObjectShape,
  image: AuditedImage,
  train: TrainSetup,
  frame: TrainingImage,
): Timing {
  if (stage.stage === 'refinement') return timingOf(samplingProbability(positivesBeside(shape, image, train)));
  const { prior } = stage;
  if (prior === undefined || detector.dense === undefined || needsSplit(image, train)) return timingOf(1);
  const rivals = rivalsIn(image, detector, train, frame);
  const position = image.shapes.indexOf(shape);
  const later = laterRivals(position, rivals, Math.hypot(prior.w, prior.h));
  return timingOf(shareOfVisits(detector, detector.dense, position, later, rivals));
}

/** About how many positives the RoI head's sampler has in the image, or window, of an object. */
export function positivesBeside(shape: ObjectShape, image: AuditedImage, train: TrainSetup): number {
  if (!needsSplit(image, train) || !shape.finite) return estimatedPositives(image.shapes.length);
  const [left, top] = windowFor(shape.object.polygon, image.size, train);
  const inWindow = image.shapes.filter(({ object: { polygon } }) => {
    const x = (polygon[0] + polygon[4]) / 2 - left;
    const y = (polygon[1] + polygon[5]) / 2 - top;
    return x >= 0 && y >= 0 && x < train.width && y < train.height;
  });
  return estimatedPositives(Math.max(1, inWindow.length));
}

/** The other objects of an image as one detector sees them, matched once for each orientation. */
interface Rivals {
  /** By position in the image; undefined for objects that do not reach training. */
  readonly truths: readonly (OrientedBox | undefined)[];
  readonly frame: TrainingImage;
  /** Indexes of the best anchors by orientation and position; undefined where not asked for yet, or every anchor. */
  readonly best: Readonly<Record<Flip, Map<number, ReadonlySet<number> | 'all'>>>;
}

const remembered = new WeakMap<AuditedImage, Map<Detector, Rivals>>();

function rivalsIn(image: AuditedImage, detector: Detector, train: TrainSetup, frame: TrainingImage): Rivals {
  const known = remembered.get(image) ?? new Map<Detector, Rivals>();
  remembered.set(image, known);
  const rivals = known.get(detector) ?? {
    truths: image.shapes.map((shape) => {
      const verdict = loaderFor(shape, image, train)(detector.toolbox, detector.angleVersion);
      return verdict.kind === 'box' ? resizedFor(detector.toolbox, verdict.box, frame) : undefined;
    }),
    frame,
    best: { none: new Map(), horizontal: new Map(), vertical: new Map(), diagonal: new Map() },
  };
  known.set(detector, rivals);
  return rivals;
}

/**
 * In how many of the orientations a forced ground truth keeps at least one anchor. mmdet hands anchors out object by
 * object, so a later object whose best anchor is the same one takes it away.
 */
function shareOfVisits(
  detector: Detector,
  head: DenseHead,
  position: number,
  later: readonly number[],
  rivals: Rivals,
): number {
  if (later.length === 0) return 1;
  const kept = flips.filter((flip) => {
    const own = bestAnchors(detector, head, position, flip, rivals);
    if (own === 'all') return true;
    const others = later.map((i) => bestAnchors(detector, head, i, flip, rivals));
    return [...own].some((anchor) => others.every((taken) => taken !== 'all' && !taken.has(anchor)));
  });
  return kept.length / flips.length;
}

function bestAnchors(
  detector: Detector,
  head: DenseHead,
  position: number,
  flip: Flip,
  { truths, frame, best }: Rivals,
): ReadonlySet<number> | 'all' {
  const known = best[flip].get(position);
  if (known !== undefined) return known;
  const match = matchDense(detector, head, flipped(truths[position] as OrientedBox, flip, frame), frame, false);
  const anchors = match.kind === 'every-anchor' ? 'all' : new Set(match.tied);
  best[flip].set(position, anchors);
  return anchors;
}

/**
 * Positions of later objects that may take the anchors of an object: those close enough to touch its best anchor, whose
 * diagonal is given, and those that may take every anchor, being out of the frame or not finite (AS1).
 */
function laterRivals(position: number, { truths, frame }: Rivals, diagonal: number): number[] {
  const own = truths[position];
  if (own === undefined) return [];
  // Anchors of one area, and so of one best IoU, differ a little in their diagonals.
  const reach = 1.3 * diagonal + Math.hypot(own.w, own.h) / 2;
  const near: number[] = [];
  for (let i = position + 1; i < truths.length; i++) {
    const other = truths[i];
    if (other === undefined) continue;
    const distance = Math.hypot(other.cx - own.cx, other.cy - own.cy);
    const inFrame = other.cx >= 0 && other.cy >= 0 && other.cx <= frame.width && other.cy <= frame.height;
    if (!inFrame || distance <= reach + Math.hypot(other.w, other.h) / 2) near.push(i);
  }
  return near;
}

function flipped(box: OrientedBox, flip: Flip, { width, height }: TrainingImage): OrientedBox {
  const { cx, cy, w, h, theta } = box;
  const flipX = flip === 'horizontal' || flip === 'diagonal';
  const flipY = flip === 'vertical' || flip === 'diagonal';
  return {
    cx: flipX ? f(width - cx) : cx,
    cy: flipY ? f(height - cy) : cy,
    w,
    h,
    theta: flipX === flipY ? theta : -theta,
  };
}
