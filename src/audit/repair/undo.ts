import { readFile } from 'node:fs/promises';
import { dirname, resolve, sep } from 'node:path';
import { KeelError, reasonOf } from '../../foundation/errors.js';
import { writeFileWhole } from '../../foundation/files.js';
import { type JournalFile, readJournal, sha256, turnBack } from './journal.js';

/** What an undo did. */
export interface UndoResult {
  readonly folder: string;
  readonly restored: number;
  /** Files that had their original bytes already, for instance because an earlier undo was interrupted. */
  readonly alreadyOriginal: number;
}

/**
 * Gives the files of a repaired dataset their original bytes back. Checks every file first: if one was changed since
 * the repair, nothing is touched. An undo that was interrupted can simply be run again.
 *
 * Throws `repair/unreadable-journal`, `repair/changed-since`, `files/unreadable` or `files/unwritable`.
 */
export async function undoRepairs(journalPath: string): Promise<UndoResult> {
  const journal = await readJournal(journalPath);
  const folder = dirname(resolve(journalPath));
  const pending: { file: string; content: Buffer }[] = [];
  for (const entry of journal.files) {
    const original = await originalOf(folder, entry);
    if (original !== undefined) pending.push({ file: insideOf(folder, entry.file), content: original });
  }
  for (const { file, content } of pending) await writeFileWhole(file, content);
  return { folder, restored: pending.length, alreadyOriginal: journal.files.length - pending.length };
}

/** The original bytes of a file, or undefined if it has them. */
async function originalOf(folder: string, entry: JournalFile): Promise<Buffer | undefined> {
  const file = insideOf(folder, entry.file);
  let content: Buffer;
  try {
    content = await readFile(file);
  } catch (error) {
    throw new KeelError('files/unreadable', { file, reason: reasonOf(error) }, { file }, error);
  }
  const hash = sha256(content);
  if (hash === entry.originalSha256) return undefined;
  const original = hash === entry.repairedSha256 ? turnBack(content, entry) : undefined;
  if (original === undefined || sha256(original) !== entry.originalSha256) {
    throw new KeelError('repair/changed-since', { file }, { file });
  }
  return original;
}

/** A journal may come from anywhere: it must not reach files outside its own folder. */
function insideOf(folder: string, file: string): string {
  const path = resolve(folder, file);
  if (!path.startsWith(folder + sep)) throw new KeelError('repair/outside-folder', { file }, { file });
  return path;
}
