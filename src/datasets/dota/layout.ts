import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ListedFile, Listing } from '../layout/folder.js';
import { readHead, spread, wholeLines } from '../layout/head.js';
import { LineScanner } from '../text/lines.js';
import { parseInteger, parseNumber } from '../text/numbers.js';
import { type DotaVersion, dotaClasses, dotaVersions, tellingClasses } from './classes.js';
import { classField, coordinates, labelFields, lineKind } from './label-line.js';

/** A folder of label files. */
export interface LabelFolder {
  readonly folder: string;
  readonly files: readonly ListedFile[];
  /** Share of the sampled files with lines in which a line reads as DOTA; 0.5 where all sampled files are empty. */
  readonly likeness: number;
  /** The release that the path names. */
  readonly version: DotaVersion | undefined;
  readonly horizontal: boolean;
  /** Class names seen in the sampled files, with counts. */
  readonly classNames: ReadonlyMap<string, number>;
}

const usualNames = /(?:^|\/)(?:labelTxt|annfiles|annotations)[^/]*$/i;
const sampledFiles = 24;

/** Finds the folders whose text files are DOTA labels. */
export function findLabelFolders(listing: Listing): LabelFolder[] {
  const found: LabelFolder[] = [];
  for (const [folder, files] of listing.folders) {
    const texts = files.filter(({ extension }) => extension === '.txt');
    if (texts.length === 0) continue;
    const { likeness, classNames } = sample(listing.root, texts);
    const usual = usualNames.test(folder);
    if (likeness === undefined ? !usual : likeness < 0.5) continue;
    found.push({
      folder,
      files: texts,
      likeness: likeness ?? 0.5,
      version: versionIn(folder),
      horizontal: /hbb$/i.test(folder),
      classNames,
    });
  }
  return found;
}

/** Likeness is undefined where all sampled files are empty. */
function sample(
  root: string,
  files: readonly ListedFile[],
): { likeness: number | undefined; classNames: Map<string, number> } {
  const classNames = new Map<string, number>();
  let withLines = 0;
  let alike = 0;
  for (const file of spread(files, sampledFiles)) {
    const head = readHead(join(root, file.path));
    if (head === undefined || head.length === 0) continue;
    const names = classNamesIn(wholeLines(head));
    if (names === undefined) continue;
    withLines += 1;
    if (names.length > 0) alike += 1;
    for (const name of names) classNames.set(name, (classNames.get(name) ?? 0) + 1);
  }
  return { likeness: withLines === 0 ? undefined : alike / withLines, classNames };
}

/** Class names of the lines that read as DOTA; undefined where there are no lines but headers. */
function classNamesIn(head: Buffer): string[] | undefined {
  const lines = new LineScanner(head);
  const names: string[] = [];
  let objects = 0;
  while (lines.next()) {
    if (lineKind(lines, head) !== 'object') continue;
    objects += 1;
    if (isLabel(lines, head)) {
      names.push(head.toString('utf8', lines.starts[classField], lines.ends[labelFields(lines, head).lastOfClass]));
    }
  }
  return objects === 0 ? undefined : names;
}

/** Eight numbers and a class. A class that is a number is believed only with a difficulty: nine numbers are YOLO-OBB. */
function isLabel({ count, starts, ends }: LineScanner, head: Buffer): boolean {
  if (count <= classField) return false;
  for (let field = 0; field < coordinates; field += 1) {
    if (parseNumber(head, starts[field], ends[field]) === undefined) return false;
  }
  if (parseNumber(head, starts[classField], ends[classField]) === undefined) return true;
  return count > classField + 1 && parseInteger(head, starts[classField + 1], ends[classField + 1]) !== undefined;
}

/** The release named in a path, such as `v1.5` for `labelTxt-v1.5/DOTA-v1.5_train`. */
export function versionIn(path: string): DotaVersion | undefined {
  const match = /(?<!\d)(?:1\.0|1\.5|2\.0)(?!\d)/.exec(path);
  return match === null ? undefined : dotaVersions.find((version) => version === `v${match[0]}`);
}

/** One release's label folders. */
export interface Release {
  /** `custom` where the classes are not DOTA's. */
  readonly variant: DotaVersion | 'custom';
  readonly folders: readonly LabelFolder[];
}

/**
 * Sorts label folders by release, latest first. Folders without a version in their path belong to v1.0 if others have
 * one; if none has, the class names tell. Folders of horizontal boxes (`…hbb`) count only where there are no others.
 */
export function releasesOf(root: string, found: readonly LabelFolder[]): Release[] {
  const oriented = found.filter(({ horizontal }) => !horizontal);
  const folders = oriented.length > 0 ? oriented : found;
  if (folders.length === 0) return [];
  if (!hasClassesOfDota(folders)) return [{ variant: 'custom', folders }];
  if (folders.every(({ version }) => version === undefined)) {
    const named = /dota/i.test(basename(root)) ? versionIn(basename(root)) : undefined;
    return [{ variant: versionByTellingClass(root, folders, named ?? 'v1.0'), folders }];
  }
  return [...dotaVersions]
    .reverse()
    .map((variant) => ({ variant, folders: folders.filter(({ version }) => (version ?? 'v1.0') === variant) }))
    .filter((release) => release.folders.length > 0);
}

/** Whether nearly all sampled objects are of DOTA's classes; so where there are no objects. */
function hasClassesOfDota(folders: readonly LabelFolder[]): boolean {
  const known = new Set(dotaClasses['v2.0']);
  let total = 0;
  let standard = 0;
  for (const { classNames } of folders) {
    for (const [name, count] of classNames) {
      total += count;
      // Case and blanks are forgiven here: `Storage Tank` is a slip in a DOTA dataset (V10), not another dataset.
      if (known.has(name.toLowerCase().replace(/\s+/g, '-'))) standard += count;
    }
  }
  return standard >= 0.8 * total;
}

/** The latest release of which a class turns up, at least `from`; reads all labels unless it is the last release. */
function versionByTellingClass(root: string, folders: readonly LabelFolder[], from: DotaVersion): DotaVersion {
  let latest = from;
  for (const { files } of folders) {
    for (const { path } of files) {
      if (latest === dotaVersions[dotaVersions.length - 1]) return latest;
      const content = contentOf(join(root, path));
      for (const { name, version } of tellingClasses) {
        if (version > latest && content.includes(` ${name}`)) latest = version;
      }
    }
  }
  return latest;
}

/** Nothing for a file that cannot be read; reading it as a source reports it. */
function contentOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0);
  }
}
