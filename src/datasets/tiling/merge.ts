import { basename, join, resolve } from 'node:path';
import { KeelError } from '../../foundation/errors.js';
import { writeFolderWhole } from '../../foundation/files.js';
import { defaultJobs, mapInOrder, type WorkerTask } from '../../foundation/parallel.js';
import { listFolder } from '../layout/folder.js';
import type { BadLines } from './detections.js';
import type { MergedFile, MergeTask } from './merge-file.js';

export interface MergeOptions {
  /** IoU above which the lower-scoring of two boxes of a class goes; 0.1 as in the DOTA tools. */
  readonly threshold?: number;
  readonly jobs?: number;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Detections that could not be used. The rest goes on. */
export interface MergeProblem {
  /** Path from the source's root. */
  readonly file: string;
  readonly line?: number;
  readonly reason: BadLines['reason'] | 'unreadable-file';
  readonly values: Readonly<Record<string, unknown>>;
}

/** The detections of one class. */
export interface MergedClass {
  readonly file: string;
  readonly class: string;
  readonly images: number;
  /** Detections of windows that were read. */
  readonly detections: number;
  /** Detections of whole images that were written. */
  readonly kept: number;
}

/** What was merged; what `--json` prints. */
export interface MergeResult {
  readonly source: string;
  readonly target: string;
  readonly threshold: number;
  readonly classes: readonly MergedClass[];
  readonly problems: readonly MergeProblem[];
}

export const defaultMergeThreshold = 0.1;

const mergeTask: WorkerTask = {
  module: new URL(`./merge-file${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url),
  name: 'mergeFile',
};

/**
 * Brings detections of windows back to their whole images, as DOTA_devkit's `ResultMerge.py` does: every
 * `Task1_<class>.txt` of a folder (or every other .txt file, where there is none) is read, its boxes are moved to the
 * image, rotated non-maximum suppression is done image by image, and a file of the same name is written. The target
 * appears complete or not at all. Classes run on all cores; the result does not depend on their timing.
 *
 * @throws KeelError `tiling/bad-threshold`, `tiling/no-detections`, `files/not-found`, `files/exists`,
 *   `files/unwritable`
 */
export async function mergeDetections(
  source: string,
  target: string,
  options: MergeOptions = {},
): Promise<MergeResult> {
  const threshold = options.threshold ?? defaultMergeThreshold;
  if (!(threshold >= 0 && threshold <= 1)) throw new KeelError('tiling/bad-threshold', { threshold });
  const root = resolve(source);
  const files = detectionFiles(root);
  const classes: MergedClass[] = [];
  const problems: MergeProblem[] = [];
  await writeFolderWhole(target, async (folder) => {
    const tasks = files.map((file): MergeTask => ({ from: join(root, file), to: join(folder, file), threshold }));
    let done = 0;
    for await (const merged of mapInOrder<MergeTask, MergedFile>(tasks, mergeTask, options.jobs ?? defaultJobs)) {
      const file = files[done++];
      const { unwritable, unreadable, badLines, ...counts } = merged;
      if (unwritable !== undefined) {
        throw new KeelError('files/unwritable', { file: target, reason: unwritable }, { file: target });
      }
      if (unreadable === undefined) classes.push({ file, class: classOf(file), ...counts });
      else problems.push({ file, reason: 'unreadable-file', values: { detail: unreadable } });
      for (const { reason, line, count } of badLines) problems.push({ file, line, reason, values: { count } });
      options.onProgress?.(done, files.length);
    }
  });
  return { source: root, target: resolve(target), threshold, classes, problems };
}

const taskFile = /^Task1_(.+)\.txt$/;

function detectionFiles(root: string): string[] {
  const texts = (listFolder(root).folders.get('') ?? [])
    .filter(({ extension }) => extension === '.txt')
    .map(({ path }) => path);
  const named = texts.filter((file) => taskFile.test(file));
  const files = named.length > 0 ? named : texts;
  if (files.length === 0) throw new KeelError('tiling/no-detections', { root }, { file: root });
  return files;
}

function classOf(file: string): string {
  return taskFile.exec(file)?.[1] ?? basename(file, '.txt');
}
