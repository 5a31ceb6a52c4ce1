import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KeelError } from '../../foundation/errors.js';
import { describeListing, type ListedFile, listingOf } from '../layout/folder.js';
import { spread } from '../layout/head.js';
import { sizeOfFile } from '../layout/sources.js';
import { sortedSplits } from '../layout/splits.js';
import { ProblemList } from '../text/problems.js';
import type { AnnotationSource, Dataset, Detection, OpenOptions, UnpairedItem } from '../types.js';
import { CocoDocument, type CocoEntry, type CocoList } from './document.js';
import { categoryNames, fileNameOf } from './entries.js';
import { findAnnotationFiles, ImagePaths, splitOfFile } from './layout.js';
import { angleUnitOf, shapeField } from './shapes.js';

const sampledAnnotations = 2000;

/** Looks for JSON files with lists of images, annotations and categories. */
export async function detect(root: string): Promise<Detection | undefined> {
  const files = findAnnotationFiles(listingOf(root));
  if (files.length === 0) return undefined;
  return { format: 'coco', variant: 'json', confidence: 0.9, evidence: files.map(({ path }) => path) };
}

/** An annotation file as opening needs it: the names only, not the annotations. */
interface OpenedFile {
  readonly source: AnnotationSource;
  readonly fileNames: readonly string[];
  readonly imageCount: number;
  readonly classes: readonly string[];
  readonly fields: readonly string[];
  readonly angles: readonly number[];
}

/**
 * Opens a COCO dataset of one or several JSON files, each a split. The variant says how most objects are written:
 * `polygon`, `rotated`, `rotated-degrees` or `horizontal`. A file that cannot be read stays a source, so that reading
 * it says why.
 * Throws `datasets/nothing-to-read`.
 */
export async function open(root: string, _options: OpenOptions): Promise<Dataset> {
  const listing = listingOf(root);
  const files = findAnnotationFiles(listing);
  if (files.length === 0) {
    throw new KeelError('datasets/nothing-to-read', { root, format: 'coco', seen: describeListing(listing) });
  }
  const images = new ImagePaths(listing);
  const opened = files
    .map((file) => openFile(root, file, splitOfFile(file, files.length), images))
    .sort((a, b) => (a.source.file < b.source.file ? -1 : 1));
  return {
    format: 'coco',
    variant: variantOf(opened),
    root,
    classes: [...new Set(opened.flatMap(({ classes }) => classes))],
    classesIgnoreCase: false,
    classesFrom: 'file',
    splits: sortedSplits(opened.map(({ source }) => source.split)),
    sources: opened.map(({ source }) => source),
    imageCount: opened.reduce((sum, { imageCount }) => sum + imageCount, 0),
    unpaired: unpairedItems(opened, images),
  };
}

function openFile(root: string, file: ListedFile, split: string | undefined, images: ImagePaths): OpenedFile {
  const document = documentOf(join(root, file.path));
  const entriesOf = (list: CocoList, most: number): CocoEntry[] =>
    spread(Array.from(Array(document?.count(list) ?? 0).keys()), most)
      .map((at) => document?.entry(list, at))
      .filter((entry) => entry !== undefined);
  const fileNames = entriesOf('images', Infinity).flatMap((image) => fileNameOf(image) ?? []);
  const annotations = entriesOf('annotations', sampledAnnotations);
  return {
    source: {
      file: file.path,
      bytes: sizeOfFile(join(root, file.path)),
      ...(split !== undefined && { split }),
      imageFolders: images.foldersFor(fileNames, split),
    },
    fileNames,
    imageCount: document?.count('images') ?? 0,
    classes: document === undefined ? [] : [...categoryNames(document).values()],
    fields: annotations.map(shapeField),
    angles: annotations.flatMap(({ bbox }) => (Array.isArray(bbox) && bbox.length === 5 ? [Number(bbox[4])] : [])),
  };
}

/** Undefined where the file cannot be read: opening goes on without it. */
function documentOf(path: string): CocoDocument | undefined {
  let content: Buffer;
  try {
    content = readFileSync(path);
  } catch {
    return undefined;
  }
  return CocoDocument.read(content, new ProblemList());
}

function variantOf(opened: readonly OpenedFile[]): string {
  const fields = opened.flatMap(({ fields }) => fields);
  const share = (...names: string[]): number => fields.filter((field) => names.includes(field)).length;
  const polygons = share('segmentation', 'corner-bbox');
  const rotated = share('rotated-bbox');
  const horizontal = share('bbox');
  if (rotated > 0 && rotated >= polygons && rotated >= horizontal) {
    return angleUnitOf(opened.flatMap(({ angles }) => angles)) === 'degrees' ? 'rotated-degrees' : 'rotated';
  }
  return horizontal > polygons ? 'horizontal' : 'polygon';
}

/** Listed images that do not exist, and images beside listed ones that no file lists; nothing where there are no images. */
function unpairedItems(opened: readonly OpenedFile[], images: ImagePaths): UnpairedItem[] {
  if (images.all.length === 0) return [];
  const existing = new Set(images.all);
  const listed = new Set<string>();
  const unpaired: UnpairedItem[] = [];
  for (const { source, fileNames } of opened) {
    const folders = source.imageFolders ?? [];
    for (const item of fileNames) {
      const names = [item, item.slice(item.lastIndexOf('/') + 1)];
      const candidates = names.flatMap((name) => folders.map((folder) => (folder === '' ? name : `${folder}/${name}`)));
      const path = candidates.find((candidate) => existing.has(candidate));
      if (path === undefined) unpaired.push({ kind: 'listed-without-image', item, list: source.file });
      else listed.add(path);
    }
  }
  const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
  const folders = new Set([...listed].map(folderOf));
  for (const item of images.all) {
    if (!listed.has(item) && folders.has(folderOf(item))) unpaired.push({ kind: 'image-without-annotation', item });
  }
  return unpaired;
}
