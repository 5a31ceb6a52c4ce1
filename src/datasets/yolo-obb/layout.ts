import { join } from 'node:path';
import type { ListedFile, Listing } from '../layout/folder.js';
import { readHead, spread, wholeLines } from '../layout/head.js';
import { LineScanner } from '../text/lines.js';
import { parseNumber } from '../text/numbers.js';
import { fields } from './label-line.js';

/** A folder of label files. */
export interface LabelFolder {
  readonly folder: string;
  readonly files: readonly ListedFile[];
  /** Share of the sampled lines that are a class and eight coordinates; undefined where all sampled files are empty. */
  readonly likeness: number | undefined;
}

const sampledFiles = 24;
const usualName = /(?:^|\/)labels(?:$|\/)/i;

/** Finds the folders whose text files are lines of numbers with the nine fields of YOLO-OBB, mostly. */
export function findLabelFolders(listing: Listing): LabelFolder[] {
  const found: LabelFolder[] = [];
  for (const [folder, files] of listing.folders) {
    const texts = files.filter(({ extension, stem }) => extension === '.txt' && stem !== 'classes');
    if (texts.length === 0) continue;
    const likeness = likenessOf(listing.root, texts);
    if (likeness === undefined ? usualName.test(folder) : likeness >= 0.5)
      found.push({ folder, files: texts, likeness });
  }
  return found;
}

/** Folders named `labels` with text files of any kind, for a dataset that the user says is YOLO-OBB. */
export function foldersNamedLabels(listing: Listing): LabelFolder[] {
  return [...listing.folders]
    .filter(([folder]) => usualName.test(folder))
    .map(([folder, files]) => ({ folder, files: files.filter(({ extension }) => extension === '.txt'), likeness: 0 }))
    .filter(({ files }) => files.length > 0);
}

function likenessOf(root: string, files: readonly ListedFile[]): number | undefined {
  let lines = 0;
  let alike = 0;
  for (const file of spread(files, sampledFiles)) {
    const head = readHead(join(root, file.path));
    if (head === undefined) continue;
    const whole = wholeLines(head);
    const scanner = new LineScanner(whole);
    while (scanner.next()) {
      if (scanner.count === 0) continue;
      lines += 1;
      if (isLabel(scanner, whole)) alike += 1;
    }
  }
  return lines === 0 ? undefined : alike / lines;
}

function isLabel({ count, starts, ends }: LineScanner, bytes: Buffer): boolean {
  if (count !== fields) return false;
  for (let field = 0; field < fields; field += 1) {
    const value = parseNumber(bytes, starts[field], ends[field]);
    if (value === undefined || (field === 0 && !Number.isInteger(value))) return false;
  }
  return true;
}

/** Folder of the images of a label folder: the last `labels` of the path becomes `images` (Ultralytics). */
export function imageFolderOf(labelFolder: string): string {
  return labelFolder.replace(/(^|.*\/)labels(?=\/|$)/, '$1images');
}
