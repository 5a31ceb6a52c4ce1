import type { Finding } from '../../foundation/finding.js';
import { groupByRule } from '../reporters/groups.js';
import { finiteCorners } from './frame.js';

/** How many findings get a picture. */
export interface PictureLimits {
  readonly perRule: number;
  readonly total: number;
}

/** A finding with a box that can be drawn. */
export type DrawableFinding = Finding & { readonly polygon: readonly number[] };

/** The findings that get a picture: the most serious rules first, every rule in turn, so that no rule has none. */
export function choosePictured(findings: readonly Finding[], { perRule, total }: PictureLimits): DrawableFinding[] {
  const lists = groupByRule(findings).map((group) => firstOf(group.findings, perRule));
  const chosen: DrawableFinding[] = [];
  for (let turn = 0; turn < perRule && chosen.length < total; turn++) {
    const row = lists.flatMap((list) => list.slice(turn, turn + 1));
    if (row.length === 0) break;
    chosen.push(...row);
  }
  return chosen.slice(0, total);
}

function firstOf(findings: readonly Finding[], limit: number): DrawableFinding[] {
  const drawable: DrawableFinding[] = [];
  for (const finding of findings) {
    if (drawable.length === limit) break;
    if (isDrawable(finding)) drawable.push(finding);
  }
  return drawable;
}

/** Whether a finding is about a box of which at least one corner is finite. */
export function isDrawable(finding: Finding): finding is DrawableFinding {
  return finding.polygon !== undefined && finiteCorners(finding.polygon).length > 0;
}
