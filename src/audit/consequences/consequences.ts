import type { Consequence, FindingValue } from '../../foundation/finding.js';
import type { OrientedBox } from '../../geometry/types.js';
import type { AuditedImage, ObjectShape, TrainSetup } from '../types.js';
import { type Detector, detectors, type Toolbox } from './detectors.js';
import { worstStage } from './effect.js';
import type { AngleVersion } from './float32-angles.js';
import { shortestSide034 } from './loaded-box.js';
import { type Loader, loaderFor, type Verdict } from './loaders.js';
import { rounded, significant } from './numbers.js';
import { type StageOutcome, stagesOf } from './outcome.js';
import { filterMinimums, passesFilter } from './pipelines.js';
import { type TrainingImage, trainingImage } from './training-image.js';
import { resizedFor, timingOfStage } from './visits.js';

/**
 * What an object does to whose training, computed: for each generation of MMRotate whether its loader keeps the box, and
 * for the boxes it keeps what S2ANet, R3Det and Oriented R-CNN make of them at training scale. A generation's detectors are
 * left out where they do what the newer generation's do. RotatedRetinaNet joins where a target is not finite, for contrast:
 * its L1 loss survives.
 */
export function consequencesOf(shape: ObjectShape, image: AuditedImage, train: TrainSetup): Consequence[] {
  const scene: Scene = {
    shape,
    image,
    train,
    frame: trainingImage(image.size, train),
    load: loaderFor(shape, image, train),
  };
  const older = consequencesIn('mmrotate-0.3.4', scene);
  const newer = consequencesIn('mmrotate-1.0.0rc1', scene);
  return [...withoutRepeats(older, newer), ...newer, ...filterConsequence(scene)];
}

/** An object, where it stands, and how it gets to training. */
interface Scene {
  readonly shape: ObjectShape;
  readonly image: AuditedImage;
  readonly train: TrainSetup;
  readonly frame: TrainingImage;
  readonly load: Loader;
}

function consequencesIn(toolbox: Toolbox, scene: Scene): Consequence[] {
  const verdicts = new Map<AngleVersion, Verdict>();
  const found: Consequence[] = [];
  for (const detector of detectors) {
    if (detector.toolbox !== toolbox) continue;
    const verdict = scene.load(toolbox, detector.angleVersion);
    verdicts.set(detector.angleVersion, verdict);
    if (verdict.kind !== 'box') continue;
    const truth = resizedFor(toolbox, verdict.box, scene.frame);
    if (detector.name === 'rotated-retinanet' && hasSides(truth)) continue;
    if (repeatsNewer(detector, truth, scene)) continue;
    found.push(detectorConsequence(detector, truth, scene));
  }
  return [...loaderConsequences(toolbox, verdicts, scene), ...found];
}

/** Whether 0.3.4 is sure to do what 1.x does: the same rectangle, matched in the same way. */
function repeatsNewer({ toolbox, angleVersion, dense }: Detector, truth: OrientedBox, { load, frame }: Scene): boolean {
  if (toolbox !== 'mmrotate-0.3.4' || dense?.comparesHull || !hasSides(truth)) return false;
  const verdict = load('mmrotate-1.0.0rc1', angleVersion);
  if (verdict.kind !== 'box') return false;
  const newer = resizedFor('mmrotate-1.0.0rc1', verdict.box, frame);
  const same = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-4 * (1 + Math.abs(b));
  return (
    same(truth.cx, newer.cx) &&
    same(truth.cy, newer.cy) &&
    same(Math.max(truth.w, truth.h), Math.max(newer.w, newer.h)) &&
    same(Math.min(truth.w, truth.h), Math.min(newer.w, newer.h))
  );
}

/** Whether targets are finite: both sides positive, nothing NaN or infinite. */
function hasSides({ cx, cy, w, h, theta }: OrientedBox): boolean {
  return Number.isFinite(cx + cy + w + h + theta) && w > 0 && h > 0;
}

/** Worst first. */
const verdictKinds: readonly Verdict['kind'][] = [
  'split-crash',
  'crash',
  'hang',
  'not-in-window',
  'difficult',
  'dropped',
  'box',
];

/** What a generation's loader does; the angle versions of its recipes may differ, and the worst is told. */
function loaderConsequences(
  where: string,
  verdicts: ReadonlyMap<AngleVersion, Verdict>,
  { shape, image }: Scene,
): Consequence[] {
  const entries = [...verdicts];
  const worst = verdictKinds.find((kind) => entries.some(([, verdict]) => verdict.kind === kind));
  const hit = entries.filter(([, { kind }]) => kind === worst);
  const [, verdict] = hit[0];
  if (verdict.kind === 'box') return [keptConsequence(where, shape, verdict)];
  const versions = hit.length === entries.length ? 'all' : hit.map(([version]) => version);
  const consequence = { where, permanent: false, ...loaderEffect(verdict, versions) };
  const ignored = verdict.kind === 'dropped' && versions === 'all' && image.shapes.length === 1;
  return ignored ? [consequence, { where, effect: 'image-ignored', permanent: false }] : [consequence];
}

function loaderEffect(
  verdict: Exclude<Verdict, { kind: 'box' }>,
  versions: FindingValue,
): Pick<Consequence, 'effect' | 'values'> {
  switch (verdict.kind) {
    case 'dropped':
      return {
        effect: 'dropped-silently',
        values: { side: rounded(verdict.side), minimum: shortestSide034, versions },
      };
    case 'not-in-window':
      return { effect: 'lost-in-split', values: { percent: rounded(100 * verdict.share) } };
    case 'difficult':
      return { effect: 'left-out-as-difficult', values: { difficulty: verdict.difficulty } };
    case 'split-crash':
      return { effect: 'split-crash', values: { error: verdict.error } };
    case 'crash':
      return { effect: 'loader-crash', values: { error: verdict.error, versions } };
    case 'hang':
      return { effect: 'loader-hang', values: { versions } };
  }
}

/** A box that is kept although its corners are not numbers is a box that OpenCV made up (A4). */
function keptConsequence(where: string, { finite }: ObjectShape, verdict: Verdict): Consequence {
  if (finite || verdict.kind !== 'box' || !hasSides(verdict.box)) return { where, effect: 'kept', permanent: false };
  const { cx, cy, w, h } = verdict.box;
  return { where, effect: 'rectangle-invented', permanent: false, values: { rectangle: [cx, cy, w, h].map(rounded) } };
}

function detectorConsequence(detector: Detector, truth: OrientedBox, scene: Scene): Consequence {
  const { shape, image, train, frame } = scene;
  const { stage, effect } = worstStage(stagesOf(detector, truth, frame, false));
  const where = `${detector.toolbox}/${detector.name}`;
  if (effect !== 'gradient-nan') return { where, effect, permanent: false, values: valuesOf(stage) };
  const { epoch, probability } = timingOfStage(stage, detector, shape, image, train, frame);
  // Other objects take every anchor in every orientation: the first stage never sees the box.
  if (probability === 0) return { where, effect: 'anchors-taken', permanent: false, values: valuesOf(stage) };
  return { where, effect, permanent: true, values: { ...valuesOf(stage), epoch, probability } };
}

function valuesOf({ stage, match, prior, target, loss, step }: StageOutcome): Record<string, FindingValue> {
  const iou: Record<string, FindingValue> = match === undefined ? {} : { iou: significant(match.iou) };
  if (prior === undefined) return iou;
  return {
    stage,
    target: target.map(rounded),
    prior: [rounded(prior.w), rounded(prior.h)],
    ...iou,
    ...(match !== undefined && match.kind !== 'positive' && { anchors: match.anchors }),
    loss: rounded(loss),
    gradient: rounded(step.norm),
  };
}

function withoutRepeats(older: readonly Consequence[], newer: readonly Consequence[]): Consequence[] {
  const known = new Set(newer.map(({ where, effect }) => `${detectorOf(where)} ${effect}`));
  return older.filter(({ where, effect }) => !where.includes('/') || !known.has(`${detectorOf(where)} ${effect}`));
}

function detectorOf(where: string): string {
  return where.slice(where.indexOf('/') + 1);
}

/** What mmdet's FilterAnnotations after the resize makes of a box that 1.x keeps. */
function filterConsequence({ load, frame }: Scene): Consequence[] {
  const verdict = load('mmrotate-1.0.0rc1', 'le90');
  if (verdict.kind !== 'box') return [];
  const box = resizedFor('mmrotate-1.0.0rc1', verdict.box, frame);
  const minimum = filterMinimums.find((minimum) => !passesFilter(box, minimum));
  const effect = minimum === undefined ? 'filter-keeps' : 'filter-drops';
  const values = { side: rounded(Math.min(box.w, box.h)), minimum: minimum ?? filterMinimums[1] };
  return [{ where: 'mmrotate-1.x+filter', effect, permanent: false, values }];
}
