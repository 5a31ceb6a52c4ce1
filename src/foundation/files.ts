import { randomUUID } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import writeFileAtomically from 'write-file-atomic';
import { KeelError, reasonOf, systemErrorCode } from './errors.js';

/** Files and folders in the making. A process that ends early, by Ctrl-C for instance, takes them along. */
const unfinished = new Set<string>();
process.on('exit', () => {
  for (const path of unfinished) rmSync(path, { recursive: true, force: true });
});

/**
 * Writes a file so that a reader sees the old content or the new one, never a part.
 * Creates missing folders. Throws `files/unwritable`.
 */
export async function writeFileWhole(file: string, content: string | Buffer): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFileAtomically(file, content);
  } catch (error) {
    throw new KeelError('files/unwritable', { file, reason: reasonOf(error) }, { file }, error);
  }
}

/**
 * Writes a file piece by piece, so that its content need not fit in memory; the file appears complete or not at all.
 * Creates missing folders. Throws `files/unwritable`, or what the pieces throw.
 */
export async function writePiecesWhole(file: string, pieces: Iterable<string> | AsyncIterable<string>): Promise<void> {
  const failed = (error: unknown) =>
    new KeelError('files/unwritable', { file, reason: reasonOf(error) }, { file }, error);
  const partial = `${file}.partial-${process.pid}`;
  let handle: FileHandle;
  try {
    await mkdir(dirname(file), { recursive: true });
    unfinished.add(partial);
    handle = await open(partial, 'w');
  } catch (error) {
    throw failed(error);
  }
  try {
    for await (const piece of pieces) {
      await handle.appendFile(piece).catch((error) => {
        throw failed(error);
      });
    }
    await handle.close();
    await rename(partial, file).catch((error) => {
      throw failed(error);
    });
  } catch (error) {
    await handle.close();
    await rm(partial, { force: true });
    throw error;
  } finally {
    unfinished.delete(partial);
  }
}

/**
 * Makes a folder that appears complete or not at all: `fill` works in a hidden neighbour that takes the final name
 * once it returns, and is removed if it throws. Throws `files/exists` when the target holds anything already.
 */
export async function writeFolderWhole<Result>(
  target: string,
  fill: (folder: string) => Promise<Result>,
): Promise<Result> {
  const final = resolve(target);
  if (existsSync(final)) throw new KeelError('files/exists', { file: target }, { file: target });
  // `mkdtemp` would make a folder that nobody else may read, for good.
  const partial = join(dirname(final), `.${basename(final)}.partial-${randomUUID()}`);
  try {
    await mkdir(dirname(final), { recursive: true });
    unfinished.add(partial);
    await mkdir(partial);
  } catch (error) {
    throw new KeelError('files/unwritable', { file: target, reason: reasonOf(error) }, { file: target }, error);
  }
  try {
    const result = await fill(partial);
    await rename(partial, final);
    return result;
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    // A full disk or a missing permission is the user's to mend, wherever in the filling it showed.
    if (error instanceof KeelError || systemErrorCode(error) === undefined) throw error;
    throw new KeelError('files/unwritable', { file: target, reason: reasonOf(error) }, { file: target }, error);
  } finally {
    unfinished.delete(partial);
  }
}

/** The path itself if nothing is there, else with the lowest number that is free: `runs/demo`, `runs/demo2`, … */
export function freeName(path: string): string {
  let candidate = path;
  for (let number = 2; existsSync(candidate); number += 1) candidate = `${path}${number}`;
  return candidate;
}

/** A path with forward slashes, as findings and journals store it on every system. */
export function posixPath(path: string): string {
  return path.replaceAll('\\', '/');
}
