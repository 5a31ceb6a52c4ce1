import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Journal, journalFile, journalName, readJournal, turnBack, writeJournal } from './journal.js';
import { undoRepairs } from './undo.js';

const bytes = fc.uint8Array({ maxLength: 40 }).map((array) => Buffer.from(array));

describe('journalFile and turnBack', () => {
  it('give back the original bytes, whatever the two versions are', () => {
    fc.assert(
      fc.property(bytes, bytes, (original, repaired) => {
        expect(turnBack(repaired, journalFile('f', original, repaired)).equals(original)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('record only the stretch that differs', () => {
    const entry = journalFile('f', Buffer.from('aaXXbb'), Buffer.from('aaYbb'));
    expect([entry.at, atob(entry.original), atob(entry.repaired)]).toEqual([2, 'XX', 'Y']);
  });

  it('do not let head and tail overlap where bytes repeat', () => {
    const entry = journalFile('f', Buffer.from('aaaa'), Buffer.from('aa'));
    expect(turnBack(Buffer.from('aa'), entry).toString()).toBe('aaaa');
  });
});

describe('undoRepairs', () => {
  const original = { 'a.txt': 'one\r\ntwo\r\n', 'b.txt': 'three' };
  const repaired = { 'a.txt': 'one\r\n', 'b.txt': 'trois' };

  async function repairedFolder(change: Partial<Journal> = {}): Promise<{ folder: string; journal: string }> {
    const folder = mkdtempSync(join(tmpdir(), 'keel-undo-'));
    const files = Object.entries(repaired).map(([file, text]) => {
      writeFileSync(join(folder, file), text);
      return journalFile(file, Buffer.from(original[file as keyof typeof original]), Buffer.from(text));
    });
    await writeJournal(folder, {
      tool: 'keel',
      kind: 'repair-journal',
      version: '0',
      format: 'dota',
      changes: [],
      files,
      ...change,
    });
    return { folder, journal: join(folder, journalName) };
  }

  const contentOf = (folder: string) =>
    Object.fromEntries(Object.keys(original).map((file) => [file, readFileSync(join(folder, file), 'utf8')]));

  it('restores every file, and may be run again after an interruption', async () => {
    const { folder, journal } = await repairedFolder();
    writeFileSync(join(folder, 'a.txt'), original['a.txt']);
    expect(await undoRepairs(journal)).toEqual({ folder, restored: 1, alreadyOriginal: 1 });
    expect(contentOf(folder)).toEqual(original);
    expect(await undoRepairs(journal)).toMatchObject({ restored: 0, alreadyOriginal: 2 });
  });

  it('touches nothing when a file was changed since', async () => {
    const { folder, journal } = await repairedFolder();
    writeFileSync(join(folder, 'b.txt'), 'edited by hand');
    await expect(undoRepairs(journal)).rejects.toMatchObject({ code: 'repair/changed-since' });
    expect(contentOf(folder)).toEqual({ 'a.txt': repaired['a.txt'], 'b.txt': 'edited by hand' });
  });

  it.each(['../outside.txt', '/etc/passwd', 'a/../../outside.txt'])('refuses a journal that names %s', async (file) => {
    const { journal } = await repairedFolder({
      files: [journalFile(file, Buffer.from('evil'), Buffer.from('tame'))],
    });
    await expect(undoRepairs(journal)).rejects.toMatchObject({ code: 'repair/outside-folder' });
  });

  it.each(['', '{}', '{"tool":"keel"}', 'null'])('refuses %j as a journal', async (text) => {
    const { journal } = await repairedFolder();
    writeFileSync(journal, text);
    await expect(readJournal(journal)).rejects.toMatchObject({ code: 'repair/unreadable-journal' });
  });
});
