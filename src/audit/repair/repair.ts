import { readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { formats, type ImageTransfer, openDataset } from '../../datasets/index.js';
import type { Dataset } from '../../datasets/types.js';
import { KeelError } from '../../foundation/errors.js';
import { writeFileWhole, writeFolderWhole } from '../../foundation/files.js';
import { version } from '../../foundation/package-root.js';
import { type AuditOptions, auditDataset } from '../audit.js';
import type { AuditResult } from '../types.js';
import { copyDataset } from './copy-dataset.js';
import { type Journal, type JournalChange, journalFile, writeJournal } from './journal.js';
import { actionOn, type FileRepairs, planRepairs, type RepairPolicy } from './plan.js';

export interface RepairOptions {
  readonly policy?: RepairPolicy;
  readonly images?: ImageTransfer;
  readonly audit?: AuditOptions;
  /** Called as files are copied. */
  readonly onProgress?: (done: number, total: number) => void;
}

export interface RepairResult {
  readonly journal: Journal;
  /** The audit of the repaired dataset. */
  readonly after: AuditResult;
}

// A repair can bring up a finding of another rule (a clipped box may be thin); each round drops or settles objects,
// so the rounds end. The bound only keeps a rule that contradicts itself from looping.
const mostRounds = 8;

/**
 * Writes a complete, repaired copy of an audited dataset, in the same format, with a journal. The source is only read,
 * and no image is dropped. Rounds go on until an audit finds nothing that the policy covers.
 *
 * Throws `repair/inside-source`, `repair/unsettled`, `files/exists` or `files/unwritable`; the target is complete or absent.
 */
export async function repairDataset(
  audited: AuditResult,
  target: string,
  options: RepairOptions = {},
): Promise<RepairResult> {
  const { root } = audited.dataset;
  const fromSource = relative(root, resolve(target));
  if (!fromSource.startsWith('..') && fromSource !== resolve(target)) {
    throw new KeelError('repair/inside-source', { target, root }, { file: target });
  }
  const policy = options.policy ?? {};
  const repaired = await writeFolderWhole(target, async (folder) => {
    await copyDataset(root, folder, options.images ?? 'copy', options.onProgress);
    const changes: JournalChange[] = [];
    let result = audited;
    for (let round = 1; ; round += 1) {
      const plans = planRepairs(result.findings, policy);
      if (plans.size === 0) break;
      if (round > mostRounds) throw unsettled(result, policy);
      await applyPlans(await openDataset(folder, options.audit ?? {}), plans);
      changes.push(...changesOf(plans, round));
      result = await auditDataset(folder, options.audit);
    }
    const journal = await journalOf(audited, folder, changes);
    await writeJournal(folder, journal);
    return { journal, after: result };
  });
  return { ...repaired, after: { ...repaired.after, dataset: { ...repaired.after.dataset, root: resolve(target) } } };
}

async function applyPlans(dataset: Dataset, plans: ReadonlyMap<string, FileRepairs>): Promise<void> {
  const format = formats[dataset.format];
  for (const source of dataset.sources) {
    const plan = plans.get(source.file);
    if (plan === undefined) continue;
    const path = join(dataset.root, source.file);
    await writeFileWhole(path, format.amend(dataset, source, await readFile(path), plan.amendments));
  }
}

function changesOf(plans: ReadonlyMap<string, FileRepairs>, round: number): JournalChange[] {
  return [...plans.values()].flatMap(({ repairs }) =>
    repairs.map(({ finding: { file, line, object, class: className, code, reason }, action }) => ({
      file,
      line,
      object,
      class: className,
      code,
      reason,
      action,
      round,
    })),
  );
}

async function journalOf(audited: AuditResult, folder: string, changes: JournalChange[]): Promise<Journal> {
  const changed = [...new Set(changes.map(({ file }) => file))].sort();
  const files = await Promise.all(
    changed.map(async (file) =>
      journalFile(file, await readFile(join(audited.dataset.root, file)), await readFile(join(folder, file))),
    ),
  );
  return { tool: 'keel', kind: 'repair-journal', version, format: audited.dataset.format, changes, files };
}

function unsettled(result: AuditResult, policy: RepairPolicy): KeelError {
  const stuck = result.findings.find((finding) => actionOn(finding, policy) !== undefined);
  return new KeelError(
    'repair/unsettled',
    { code: stuck?.code ?? '', rounds: mostRounds },
    { file: stuck?.file ?? '', line: stuck?.line },
  );
}
