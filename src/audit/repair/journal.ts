import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { KeelError, reasonOf } from '../../foundation/errors.js';
import { writeFileWhole } from '../../foundation/files.js';
import { fixActions } from '../../foundation/finding.js';

/** Name of the journal in a repaired dataset. */
export const journalName = 'keel-journal.json';

const changeShape = z.object({
  file: z.string(),
  /** One-based line in the file as it was when the change was made. */
  line: z.number().optional(),
  object: z.number().optional(),
  class: z.string().optional(),
  code: z.string(),
  reason: z.string(),
  action: z.enum(fixActions),
  /** Repairs can bring up new findings, which the next round mends. */
  round: z.number(),
});

const fileShape = z.object({
  file: z.string(),
  originalSha256: z.string(),
  repairedSha256: z.string(),
  /** Byte offset of the only stretch in which the two versions differ. */
  at: z.number().int().nonnegative(),
  /** Base64 of the stretch in either version. */
  original: z.string(),
  repaired: z.string(),
});

const journalShape = z.object({
  tool: z.literal('keel'),
  kind: z.literal('repair-journal'),
  version: z.string(),
  format: z.string(),
  changes: z.array(changeShape),
  files: z.array(fileShape),
});

/** What a repair changed: every change as a person reads it, and every file so that it can be turned back. */
export type Journal = z.infer<typeof journalShape>;
export type JournalChange = z.infer<typeof changeShape>;
export type JournalFile = z.infer<typeof fileShape>;

/** Reads a journal. Throws `repair/unreadable-journal`. */
export async function readJournal(file: string): Promise<Journal> {
  try {
    return journalShape.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : reasonOf(error);
    throw new KeelError('repair/unreadable-journal', { file, reason }, { file }, error);
  }
}

export async function writeJournal(folder: string, journal: Journal): Promise<void> {
  await writeFileWhole(join(folder, journalName), `${JSON.stringify(journal, null, 2)}\n`);
}

/** Records how a file changed: the stretch between the first and the last byte that differ. */
export function journalFile(file: string, original: Buffer, repaired: Buffer): JournalFile {
  const shorter = Math.min(original.length, repaired.length);
  let at = 0;
  while (at < shorter && original[at] === repaired[at]) at += 1;
  let tail = 0;
  while (tail < shorter - at && original.at(-1 - tail) === repaired.at(-1 - tail)) tail += 1;
  return {
    file,
    originalSha256: sha256(original),
    repairedSha256: sha256(repaired),
    at,
    original: original.subarray(at, original.length - tail).toString('base64'),
    repaired: repaired.subarray(at, repaired.length - tail).toString('base64'),
  };
}

/** Turns a file's bytes from one version into the other. */
export function turnBack(content: Buffer, { at, original, repaired }: JournalFile): Buffer {
  const removed = Buffer.from(repaired, 'base64').length;
  return Buffer.concat([content.subarray(0, at), Buffer.from(original, 'base64'), content.subarray(at + removed)]);
}

export function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
