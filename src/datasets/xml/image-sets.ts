import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KeelError, reasonOf } from '../../foundation/errors.js';
import type { Listing } from '../layout/folder.js';
import { stemOf } from '../layout/stem.js';
import type { AnnotationSource, SharedListing, UnpairedItem } from '../types.js';

/** A list of images: one name a line. */
export interface ImageSet {
  /** Path from the dataset's root. */
  readonly file: string;
  readonly split: string;
  /** Names as listed, by one-based line. */
  readonly entries: readonly { readonly item: string; readonly line: number }[];
}

const listFolder = /(?:^|\/)(?:ImageSets(?:\/Main)?|Main)$/i;
const perClass = /\s-?[01]$/;
const imageExtension = /\.(?:png|jpe?g|bmp|tiff?|xml)$/i;

/**
 * The lists in `ImageSets/`, `ImageSets/Main/` or `Main/`: text files of one name a line. Pascal VOC's lists per class,
 * which have a second column, are none.
 */
export function readImageSets({ root, folders }: Listing): ImageSet[] {
  const sets: ImageSet[] = [];
  for (const [folder, files] of folders) {
    if (!listFolder.test(folder)) continue;
    for (const { path, stem, extension } of files) {
      if (extension !== '.txt') continue;
      const entries = entriesOf(join(root, path));
      if (entries !== undefined && entries.length > 0) sets.push({ file: path, split: stem, entries });
    }
  }
  return sets;
}

/** Undefined where the file is no list of names. Throws `files/unreadable`: without a list splits would be lost unnoticed. */
function entriesOf(path: string): ImageSet['entries'] | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new KeelError('files/unreadable', { file: path, reason: reasonOf(error) }, { file: path }, error);
  }
  const entries = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .map((line, index) => ({ item: line.trim(), line: index + 1 }))
    .filter(({ item }) => item !== '');
  return entries.some(({ item }) => perClass.test(item)) ? undefined : entries;
}

/** Finds the split of an image by the lists that name it. */
export class SplitsByList {
  readonly #splits = new Map<string, string[]>();

  constructor(sets: readonly ImageSet[]) {
    for (const { split, entries } of sets) {
      for (const { item } of entries) {
        const stem = listedStem(item);
        const known = this.#splits.get(stem);
        if (known === undefined) this.#splits.set(stem, [split]);
        else known.push(split);
      }
    }
  }

  /** The `usual` split if a list of that name has the image, else the first that has it; `trainval` only if no other. */
  find(stem: string, usual: string | undefined): string | undefined {
    const splits = this.#splits.get(stem) ?? [];
    const exact = splits.filter((split) => split !== 'trainval');
    return exact.find((split) => split === usual) ?? exact[0] ?? splits[0];
  }
}

/** Splits that must not share an image; `trainval` is made of `train` and `val`. */
const disjoint: readonly (readonly [earlier: string, later: string])[] = [
  ['train', 'val'],
  ['train', 'test'],
  ['val', 'test'],
  ['trainval', 'test'],
];

/** Images that the lists put into splits that must not share any, in the order of the lists. */
export function listedForSeveralSplits(sets: readonly ImageSet[]): SharedListing[] {
  const setOf = (name: string) => sets.find(({ split }) => split === name);
  return disjoint.flatMap(([earlier, later]) => {
    const known = new Set(setOf(earlier)?.entries.map(({ item }) => listedStem(item)));
    const list = setOf(later);
    if (list === undefined) return [];
    return list.entries
      .filter(({ item }) => known.has(listedStem(item)))
      .map(({ item, line }) => ({ item, splits: [earlier, later], list: list.file, line }));
  });
}

/**
 * Adds what the lists say to what lacks its counterpart. A list none of whose images is annotated is a test set, not a
 * mistake.
 */
export function compareWithLists(
  sets: readonly ImageSet[],
  sources: readonly AnnotationSource[],
  unpaired: readonly UnpairedItem[],
): UnpairedItem[] {
  if (sets.length === 0) return [...unpaired];
  const byStem = new Map(sources.map((source) => [stemOf(source.file), source]));
  const hasImages = sources.some(({ imageFile }) => imageFile !== undefined);
  const told = new Set<string>();
  const items: UnpairedItem[] = [];
  for (const { file, entries } of sets) {
    if (!entries.some(({ item }) => byStem.has(listedStem(item)))) continue;
    for (const { item, line } of entries) {
      const stem = listedStem(item);
      const source = byStem.get(stem);
      if (told.has(stem) || (source !== undefined && (source.imageFile !== undefined || !hasImages))) continue;
      told.add(stem);
      const kind = source === undefined ? 'listed-without-annotation' : 'listed-without-image';
      items.push({ kind, item, list: file, line });
    }
  }
  const listed = new Set(sets.flatMap(({ entries }) => entries.map(({ item }) => listedStem(item))));
  const unlisted = [...byStem]
    .filter(([stem]) => !listed.has(stem))
    .map(([, { file }]): UnpairedItem => ({ kind: 'annotation-unlisted', item: file }));
  return [...items, ...unlisted, ...unpaired.filter(({ item }) => !told.has(stemOf(item)))];
}

/** Stem that a list entry means; some lists give file names. */
function listedStem(item: string): string {
  const name = item.slice(item.lastIndexOf('/') + 1);
  return name.replace(imageExtension, '');
}
