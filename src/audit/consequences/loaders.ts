import { isSelfCrossing, visibleFraction } from '../../geometry/index.js';
import type { Quad } from '../../geometry/types.js';
import type { AuditedImage, ObjectShape, TrainSetup } from '../types.js';
import type { Toolbox } from './detectors.js';
import type { AngleVersion } from './float32-angles.js';
import { minAreaRectFloat32 } from './float32-rectangle.js';
import {
  boxOf1x,
  boxOf034,
  type Loaded,
  loadEdges034,
  loadStated1x,
  loadStated034,
  type StatedBox,
} from './loaded-box.js';
import { needsSplit, windowFor } from './training-image.js';

/** What a loader does with one object of a dataset. */
export type Verdict =
  | Loaded
  /** The split tool keeps an object whose share of the window reaches 0.7; this one's never does. */
  | { readonly kind: 'not-in-window'; readonly share: number }
  /** The split tool stops with this Python error. */
  | { readonly kind: 'split-crash'; readonly error: string }
  /** Training stops before it starts, with this Python error. */
  | { readonly kind: 'crash'; readonly error: string }
  /** Difficulty above 100: dropped by 0.3.4, set aside without effect by 1.x (D7). */
  | { readonly kind: 'difficult'; readonly difficulty: number };

/** MMRotate's `difficulty` and `diff_thr`. */
const difficultyLimit = 100;

/** Least share of an object in a window for the split tool to keep it. */
const windowShare = 0.7;

/** Tells what the loader of a toolbox, in the recipes of an angle version, does with one object. */
export type Loader = (toolbox: Toolbox, version: AngleVersion) => Verdict;

/**
 * The loaders' verdicts on an object, the DOTA split included where the image still needs it. A box that is kept is in
 * stored pixels (of the window, after a split), float32. Formats without a loader of their own, and DIOR-R in 0.3.4, count
 * as converted to DOTA text.
 */
export function loaderFor(shape: ObjectShape, image: AuditedImage, train: TrainSetup): Loader {
  const { object } = shape;
  const split = needsSplit(image, train);
  const cut = split ? splitVerdict(shape, image, train) : undefined;
  if (cut !== undefined) return () => cut;
  if (image.dataset.format === 'hrsc2016' && object.written.kind === 'rotated') {
    const stated = object.written;
    return (toolbox, version) => statedVerdict(toolbox, version, stated);
  }
  const corners = split ? inWindow(object.polygon, image, train) : object.polygon;
  const rectangle = once(() => minAreaRectFloat32(corners));
  const newer = once((): Verdict => {
    const objection = fieldVerdict('mmrotate-1.0.0rc1', shape, image, split);
    return objection ?? { kind: 'box', box: boxOf1x(rectangle()) };
  });
  // 0.3.4 refuses a thin box before it looks at class and difficulty; 1.x makes the box last.
  const older = (version: AngleVersion): Verdict => {
    const loaded = version === 'le135' ? loadEdges034(corners) : boxOf034(rectangle(), version);
    return loaded.kind === 'box' ? (fieldVerdict('mmrotate-0.3.4', shape, image, split) ?? loaded) : loaded;
  };
  return (toolbox, version) => (toolbox === 'mmrotate-0.3.4' ? older(version) : newer());
}

function once<Value>(compute: () => Value): () => Value {
  let value: Value | undefined;
  return () => {
    value ??= compute();
    return value;
  };
}

function statedVerdict(toolbox: Toolbox, version: AngleVersion, stated: StatedBox): Verdict {
  if (toolbox !== 'mmrotate-0.3.4') return { kind: 'box', box: loadStated1x(stated) };
  const loaded = loadStated034(stated, version);
  // Nothing catches the missing box here: numpy cannot stack it with the others.
  return loaded.kind === 'dropped' ? { kind: 'crash', error: 'ValueError' } : loaded;
}

/** Crashes and refusals over class, difficulty and missing tags; undefined where there is nothing to object to. */
function fieldVerdict(toolbox: Toolbox, shape: ObjectShape, image: AuditedImage, split: boolean): Verdict | undefined {
  const { object } = shape;
  const { format, variant } = image.dataset;
  const xml = format === 'dior' && toolbox === 'mmrotate-1.0.0rc1';
  if ((format === 'dota' || xml) && !isKnownClass(object.className, image)) return { kind: 'crash', error: 'KeyError' };
  if (xml && variant === 'oriented' && object.written.kind === 'horizontal') {
    return { kind: 'crash', error: 'AttributeError' };
  }
  if (format !== 'dota') return undefined;
  // The split tool writes a difficulty where there was none.
  if (object.difficulty === undefined) return split ? undefined : { kind: 'crash', error: 'IndexError' };
  if (object.difficulty > difficultyLimit) return { kind: 'difficult', difficulty: object.difficulty };
  return undefined;
}

function isKnownClass(name: string, { dataset: { classes, classesIgnoreCase } }: AuditedImage): boolean {
  if (classes.length === 0 || classes.includes(name)) return true;
  return classesIgnoreCase && classes.some((known) => known.toLowerCase() === name.toLowerCase());
}

/** What the split tool does to an object; undefined where some window keeps it. */
function splitVerdict(shape: ObjectShape, image: AuditedImage, train: TrainSetup): Verdict | undefined {
  const { polygon } = shape.object;
  // Shapely refuses NaN and edges that cross; an infinite polygon has an intersection of 0.
  if (polygon.some(Number.isNaN) || isSelfCrossing(polygon)) return { kind: 'split-crash', error: 'GEOSException' };
  if (!shape.finite) return { kind: 'not-in-window', share: 0 };
  const share = shape.ringArea === 0 ? 0 : visibleFraction(inWindow(polygon, image, train), train.width, train.height);
  return share < windowShare ? { kind: 'not-in-window', share } : undefined;
}

function inWindow(polygon: Quad, image: AuditedImage, train: TrainSetup): number[] {
  const [x, y] = windowFor(polygon, image.size, train);
  return polygon.map((value, i) => value - (i % 2 === 0 ? x : y));
}
