import type { Amendment, FileChange, ObjectChange } from '../../datasets/types.js';
import { groupBy } from '../../foundation/collections.js';
import type { Finding, FixAction } from '../../foundation/finding.js';
import { orderCorners, type Quad } from '../../geometry/index.js';
import { clippedQuad } from './clipped-quad.js';

/** What to do about each rule's findings, by rule code; rules left out do what their findings propose. */
export type RepairPolicy = Readonly<Record<string, FixAction>>;

/** One repair that will be made, and the finding that asks for it. */
export interface Repair {
  readonly finding: Finding;
  readonly action: FixAction;
}

/** All repairs of one annotation file: as a person reads them, and as its format applies them. */
export interface FileRepairs {
  readonly repairs: readonly Repair[];
  readonly amendments: readonly Amendment[];
}

/** The action a policy takes on a finding; undefined where only a person can decide. */
export function actionOn(finding: Finding, policy: RepairPolicy): FixAction | undefined {
  const action = policy[finding.code] ?? finding.fix?.action;
  return action === 'manual' ? undefined : action;
}

/**
 * Plans the repair of every finding that the policy covers, by annotation file.
 * An object that is dropped gets no other change; changes of different kinds to one object add up, and of two
 * changes of one kind the first stands.
 */
export function planRepairs(findings: readonly Finding[], policy: RepairPolicy): Map<string, FileRepairs> {
  const byFile = groupBy(
    findings.flatMap((finding): Repair[] => {
      const action = actionOn(finding, policy);
      return action === undefined || finding.imageId === undefined ? [] : [{ finding, action }];
    }),
    ({ finding }) => finding.file,
  );
  const plans = new Map<string, FileRepairs>();
  for (const [file, asked] of byFile) {
    const byImage = groupBy(asked, ({ finding }) => finding.imageId as string);
    const parts = [...byImage].map(([image, repairs]) => planImage(image, repairs));
    const repairs = parts.flatMap((part) => part.repairs);
    if (repairs.length > 0) plans.set(file, { repairs, amendments: parts.map(({ amendment }) => amendment) });
  }
  return plans;
}

function planImage(image: string, asked: readonly Repair[]): { repairs: Repair[]; amendment: Amendment } {
  const dropped = new Set(asked.filter(({ action }) => action === 'drop').map(({ finding }) => finding.object));
  const taken = new Set<string>();
  const repairs: Repair[] = [];
  const objects: ObjectChange[] = [];
  const file: FileChange[] = [];
  for (const repair of asked) {
    const { object } = repair.finding;
    if (repair.action !== 'drop' && object !== undefined && dropped.has(object)) continue;
    const change = object === undefined ? fileChange(repair) : objectChange(repair);
    if (change === undefined) continue;
    const slot = `${object} ${change.kind}`;
    if (taken.has(slot)) continue;
    taken.add(slot);
    repairs.push(repair);
    if (object === undefined) file.push(change as FileChange);
    else objects.push({ object, change: change as ObjectChange['change'] });
  }
  return { repairs, amendment: { image, objects, file } };
}

/** Undefined where the action does not apply, for instance a clip of a box that is wholly outside. */
function objectChange({ finding, action }: Repair): ObjectChange['change'] | undefined {
  const replaced = (polygon: Quad | undefined): ObjectChange['change'] | undefined =>
    polygon && { kind: 'replace-polygon', polygon };
  const polygon = finding.polygon as Quad | undefined;
  const values = finding.fix?.values ?? {};
  switch (action) {
    case 'drop':
      return { kind: 'drop' };
    case 'mark-difficult':
      return { kind: 'set-difficulty', difficulty: 1 };
    case 'rename-class':
      return typeof values.to === 'string' ? { kind: 'rename-class', className: values.to } : undefined;
    case 'reorder-corners':
      return replaced(polygon && orderCorners(polygon));
    case 'clip':
      return replaced(polygon && clippedQuad(polygon, Number(values.width), Number(values.height)));
    case 'correct-angle':
      return replaced(values.polygon as Quad | undefined);
    default:
      return undefined;
  }
}

function fileChange({ finding, action }: Repair): FileChange | undefined {
  const { width, height, depth } = finding.fix?.values ?? {};
  switch (action) {
    case 'correct-size':
      return {
        kind: 'set-size',
        size: { width: Number(width), height: Number(height), ...(depth !== undefined && { depth: Number(depth) }) },
      };
    case 'strip-header':
      return { kind: 'strip-header' };
    default:
      return undefined;
  }
}
