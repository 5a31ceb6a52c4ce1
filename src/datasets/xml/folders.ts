import { join } from 'node:path';
import type { ListedFile, Listing } from '../layout/folder.js';
import { readHead, spread } from '../layout/head.js';
import { decodeXml } from './decode.js';
import { readXml } from './read.js';
import { XmlShape } from './shape.js';

/**
 * What the XML files of a folder are: HRSC2016's; Pascal VOC with `robndbox` of corners (DIOR-R), or of centre, sides
 * and angle (roLabelImg), or with `bndbox` only; Pascal VOC without any object; faulty from the start; or something
 * else, such as FAIR1M's.
 */
type XmlFolderKind = 'hrsc' | 'corners' | 'rotated' | 'horizontal' | 'empty' | 'unreadable' | 'foreign';

/** A folder with XML files. */
export interface XmlFolder {
  readonly folder: string;
  readonly files: readonly ListedFile[];
  readonly kind: XmlFolderKind;
  /** Share of the sampled files that are of the root that most have. */
  readonly likeness: number;
  /** Class names seen in the sampled files, lower case. */
  readonly classNames: ReadonlySet<string>;
}

const sampledFiles = 16;
const sampledBytes = 65_536;
const shape = new XmlShape({
  root: 'annotation',
  document: ['objects'],
  object: 'object',
  fields: ['name', 'bndbox', 'robndbox/x_left_top', 'robndbox/cx'],
});

const known = new WeakMap<Listing, XmlFolder[]>();

/** The folders of a listing that hold XML files, judged by a few files of each. */
export function findXmlFolders(listing: Listing): XmlFolder[] {
  let folders = known.get(listing);
  if (folders === undefined) {
    folders = [...listing.folders].flatMap(([folder, all]) => {
      const files = all.filter(({ extension }) => extension === '.xml');
      return files.length === 0 ? [] : [judge(listing.root, folder, files)];
    });
    known.set(listing, folders);
  }
  return folders;
}

function judge(root: string, folder: string, files: readonly ListedFile[]): XmlFolder {
  const sample = spread(files, sampledFiles);
  const classNames = new Set<string>();
  const kinds = sample.map(({ path }) => kindOf(readHead(join(root, path), sampledBytes), classNames));
  return { folder, files, classNames, ...commonKind(kinds) };
}

/** Strays do not count, but within Pascal VOC one rotated box among horizontal ones makes a folder rotated. */
function commonKind(kinds: readonly XmlFolderKind[]): Pick<XmlFolder, 'kind' | 'likeness'> {
  const count = (...some: XmlFolderKind[]): number => kinds.filter((kind) => some.includes(kind)).length;
  const voc = count('corners', 'rotated', 'horizontal', 'empty');
  const most = Math.max(count('hrsc'), voc, count('foreign'));
  const likeness = most / kinds.length;
  if (most === 0) return { kind: 'unreadable', likeness };
  if (most === count('hrsc')) return { kind: 'hrsc', likeness };
  if (most > voc) return { kind: 'foreign', likeness };
  if (count('corners') > 0 && count('corners') >= count('rotated')) return { kind: 'corners', likeness };
  if (count('rotated') > 0) return { kind: 'rotated', likeness };
  return { kind: count('horizontal') > 0 ? 'horizontal' : 'empty', likeness };
}

/** The kind of one file by its first bytes, which may end anywhere. */
function kindOf(head: Buffer | undefined, classNames: Set<string>): XmlFolderKind {
  if (head === undefined) return 'unreadable';
  const decoded = decodeXml(wholeCharacters(head));
  if ('reason' in decoded) return 'unreadable';
  const { document, objects, problem } = readXml(decoded.text, shape);
  if (problem?.values.found === 'HRSC_Image') return 'hrsc';
  if (problem?.reason === 'wrong-root' || document.has('objects')) return 'foreign';
  if (problem !== undefined && objects.length === 0) return 'unreadable';
  for (const object of objects) classNames.add(object.text('name')?.toLowerCase() ?? '');
  if (objects.some((object) => object.has('robndbox/x_left_top'))) return 'corners';
  if (objects.some((object) => object.has('robndbox/cx'))) return 'rotated';
  return objects.some((object) => object.has('bndbox')) ? 'horizontal' : 'empty';
}

/** A full head up to its last tag, so that no character is cut in two. */
function wholeCharacters(head: Buffer): Buffer {
  if (head.length < sampledBytes) return head;
  const end = head.lastIndexOf('>');
  return end < 0 ? head : head.subarray(0, end + 1);
}

/** Files and folders for people: `Annotations/*.xml × 120`. */
export function evidenceOf(folders: readonly XmlFolder[]): string[] {
  return folders.map(({ folder, files }) => `${folder === '' ? '' : `${folder}/`}*.xml × ${files.length}`);
}
