import type { OrientedBox } from '../../geometry/types.js';
import type { Loader, Verdict } from './loaders.js';
import type { TrainingImage } from './training-image.js';
import { resizedFor } from './visits.js';

/** The thresholds people give mmdet's FilterAnnotations: that of MMRotate's HRSID recipe, and parity with 0.3.4. */
export const filterMinimums = [0.01, 2] as const;

/** 0.3.4's `PolyRandomRotate` keeps boxes whose sides are above this, in training pixels (D5). */
const rotationMinimum = 5;

/** Pipelines people train with, and what becomes of a box in each: `kept`, or what the loader's verdict says. */
export type PipelineVerdicts = Readonly<
  Record<
    'older' | 'olderRotated' | 'newer' | 'newerFiltered' | 'newerFiltered2',
    'kept' | Exclude<Verdict['kind'], 'box'>
  >
>;

/** Section 3.2 of the catalogue for one box: 0.3.4 (oc, le90) without and with rotation, 1.x without and with a filter. */
export function pipelineVerdicts(load: Loader, frame: TrainingImage): PipelineVerdicts {
  const older = load('mmrotate-0.3.4', 'le90');
  const newer = load('mmrotate-1.0.0rc1', 'le90');
  const filtered = (verdict: Verdict, box: (box: OrientedBox) => OrientedBox, minimum: number) => {
    if (verdict.kind !== 'box') return verdict.kind;
    return passesFilter(box(verdict.box), minimum) ? 'kept' : 'dropped';
  };
  const resizedOlder = (box: OrientedBox): OrientedBox => resizedFor('mmrotate-0.3.4', box, frame);
  const resizedNewer = (box: OrientedBox): OrientedBox => resizedFor('mmrotate-1.0.0rc1', box, frame);
  return {
    older: older.kind === 'box' ? 'kept' : older.kind,
    olderRotated: filtered(older, resizedOlder, rotationMinimum),
    newer: newer.kind === 'box' ? 'kept' : newer.kind,
    newerFiltered: filtered(newer, resizedNewer, filterMinimums[0]),
    newerFiltered2: filtered(newer, resizedNewer, filterMinimums[1]),
  };
}

/** Whether a box at training scale passes a filter on its sides: strictly greater, and NaN does not pass. */
export function passesFilter({ w, h }: OrientedBox, minimum: number): boolean {
  return w > minimum && h > minimum;
}
