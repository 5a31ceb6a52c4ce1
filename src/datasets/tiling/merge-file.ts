import { readFile } from 'node:fs/promises';
import { reasonOf } from '../../foundation/errors.js';
import { writePiecesWhole } from '../../foundation/files.js';
import { quadNms } from '../../geometry/index.js';
import { type BadLines, detectionLine, type ImageDetections, readDetections } from './detections.js';

/** What a worker needs to merge the detections of one class. */
export interface MergeTask {
  readonly from: string;
  readonly to: string;
  /** A box that overlaps a better one by more than this IoU goes. */
  readonly threshold: number;
}

export interface MergedFile {
  readonly images: number;
  /** Detections that could be read. */
  readonly detections: number;
  readonly kept: number;
  readonly badLines: readonly BadLines[];
  /** Why the file could not be read or written; an error would lose its code between threads. */
  readonly unreadable?: string;
  readonly unwritable?: string;
}

/** Merges the detection file of one class. Runs in a worker. */
export async function mergeFile({ from, to, threshold }: MergeTask): Promise<MergedFile> {
  let content: Buffer;
  try {
    content = await readFile(from);
  } catch (error) {
    return { images: 0, detections: 0, kept: 0, badLines: [], unreadable: reasonOf(error) };
  }
  const { images, badLines } = readDetections(content);
  let detections = 0;
  let kept = 0;
  function* lines(): Generator<string> {
    for (const [image, found] of images) {
      const stay = quadNms(found.quads, found.scores, threshold);
      detections += found.quads.length;
      kept += stay.length;
      yield linesOf(image, found, stay);
    }
  }
  try {
    await writePiecesWhole(to, lines());
  } catch (error) {
    return { images: 0, detections: 0, kept: 0, badLines, unwritable: reasonOf(error) };
  }
  return { images: images.size, detections, kept, badLines };
}

function linesOf(image: string, { scores, quads }: ImageDetections, stay: readonly number[]): string {
  return stay.map((index) => detectionLine(image, scores[index], quads[index])).join('');
}
