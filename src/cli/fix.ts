import { join } from 'node:path';
import type { AuditOptions } from '../audit/audit.js';
import { journalName } from '../audit/repair/journal.js';
import type { RepairPolicy } from '../audit/repair/plan.js';
import { type RepairOptions, repairDataset } from '../audit/repair/repair.js';
import { summarisePlan } from '../audit/repair/summary.js';
import type { AuditResult } from '../audit/types.js';
import { groupBy } from '../foundation/collections.js';
import { isMessageKey } from '../foundation/wording/index.js';
import type { Terminal } from './terminal.js';

interface FixOptions {
  /** Folder of the repaired copy; without one the plan is only shown. */
  readonly out?: string;
  readonly dryRun?: boolean;
  readonly policy: RepairPolicy;
  readonly images?: RepairOptions['images'];
  readonly audit?: AuditOptions;
}

/** Shows what will be repaired, writes the repaired copy and returns its audit; on a dry run, the audit it was given. */
export async function fix(terminal: Terminal, audited: AuditResult, options: FixOptions): Promise<AuditResult> {
  const { say } = terminal;
  const { out: folder, policy, images, audit } = options;
  showPlan(terminal, audited, policy);
  if (folder === undefined || options.dryRun) {
    terminal.note(say('audit.plan.dry'));
    return audited;
  }
  const { journal, after } = await terminal.counted(say('audit.copying'), (onProgress) =>
    repairDataset(audited, folder, { policy, images, audit, onProgress }),
  );
  const place = join(folder, journalName);
  const { changes, files } = journal;
  terminal.note(say('audit.fix.done', { folder, journal: place, changes: changes.length, files: files.length }));
  terminal.note(say('audit.fix.after', after.summary));
  const left = after.findings.filter(({ severity }) => severity !== 'info');
  if (left.length > 0) {
    const codes = [...groupBy(left, ({ code }) => code)].map(([code, { length }]) => `${code} (${length})`);
    terminal.note(say('audit.fix.left', { count: left.length, codes }));
  }
  terminal.note(say('audit.fix.undo', { journal: place }));
  return after;
}

function showPlan(terminal: Terminal, { findings }: AuditResult, policy: RepairPolicy): void {
  const { say } = terminal;
  const plan = summarisePlan(findings, policy);
  terminal.note(say(plan.some(({ action }) => action !== undefined) ? 'audit.plan.title' : 'audit.plan.nothing'));
  for (const { code, action, count } of plan) {
    const title = worded(say, `rules.${code}.title`);
    terminal.note(
      action === undefined
        ? `  ${say('audit.plan.manual', { code, title, count })}`
        : `  ${say('audit.plan.row', { code, title, action: worded(say, `rules.fix.${action}`), count })}`,
    );
  }
}

function worded(say: Terminal['say'], key: string): string {
  return isMessageKey(key) ? say(key) : key;
}
