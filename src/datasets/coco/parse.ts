import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { stemOf } from '../layout/stem.js';
import { ProblemList } from '../text/problems.js';
import type { AnnotatedObject, AnnotationSource, Dataset, ImageAnnotations, ImageSize } from '../types.js';
import { CocoDocument, type CocoEntry } from './document.js';
import { type CocoId, categoryNames, fileNameOf, ImageIds, idIn } from './entries.js';
import { type AngleUnit, readShape } from './shapes.js';

/** An image while its annotations are being collected. */
interface Draft {
  readonly image: Omit<ImageAnnotations, 'objects' | 'problems'>;
  readonly objects: AnnotatedObject[];
  readonly problems: ProblemList;
  /** Annotations of the image so far, readable or not. */
  count: number;
}

/**
 * Reads a COCO file: its images in the order of `images`, their objects in the order of `annotations`. An entry that is
 * malformed becomes a problem of the file, and the rest goes on.
 */
export function parse(dataset: Dataset, source: AnnotationSource, content: Buffer): ImageAnnotations[] {
  const problems = new ProblemList();
  const document = CocoDocument.read(content, problems);
  const drafts = document === undefined ? [] : readAll(dataset, source, document, problems);
  const read = drafts.map(({ image, objects, problems }) => ({ ...image, objects, problems: problems.list() }));
  const ofFile = problems.list();
  if (ofFile.length === 0) return read;
  // What concerns the file as a whole goes with its first image, or with one made up for it.
  const [first = emptyImage(source), ...others] = read;
  return [{ ...first, problems: [...ofFile, ...first.problems] }, ...others];
}

function readAll(dataset: Dataset, source: AnnotationSource, document: CocoDocument, problems: ProblemList): Draft[] {
  const drafts = readDrafts(dataset, source, document, problems);
  const unit: AngleUnit = dataset.variant === 'rotated-degrees' ? 'degrees' : 'radians';
  const names = categoryNames(document);
  const classIds = new Map(dataset.classes.map((name, id) => [name, id]));
  reportBrokenCategories(document, problems);
  const lineOf = document.lines('annotations');
  for (let at = 0; at < document.count('annotations'); at += 1) {
    const line = lineOf(at);
    const annotation = document.entry('annotations', at);
    if (annotation === undefined) {
      problems.add('json-malformed', line, { detail: `annotations[${at}]` });
      continue;
    }
    const imageId = idIn(annotation.image_id);
    const draft = imageId === undefined ? undefined : drafts.get(imageId);
    if (draft === undefined) {
      problems.add('dangling-reference', line, { field: 'image_id', id: JSON.stringify(annotation.image_id) ?? '–' });
      continue;
    }
    const object = readObject(annotation, draft, line, names, classIds, unit);
    if (object !== undefined) draft.objects.push(object);
    draft.count += 1;
  }
  return [...drafts.values()];
}

function reportBrokenCategories(document: CocoDocument, problems: ProblemList): void {
  const lineOf = document.lines('categories');
  for (let at = 0; at < document.count('categories'); at += 1) {
    if (document.entry('categories', at) !== undefined) continue;
    problems.add('json-malformed', lineOf(at), { detail: `categories[${at}]` });
  }
}

/** The images of a file by COCO's ids, in file order. */
function readDrafts(
  dataset: Dataset,
  source: AnnotationSource,
  document: CocoDocument,
  problems: ProblemList,
): Map<CocoId, Draft> {
  const drafts = new Map<CocoId, Draft>();
  const ids = new ImageIds();
  const lineOf = document.lines('images');
  for (let at = 0; at < document.count('images'); at += 1) {
    const line = lineOf(at);
    const image = document.entry('images', at);
    const id = idIn(image?.id);
    if (image === undefined) problems.add('json-malformed', line, { detail: `images[${at}]` });
    else if (id === undefined) problems.add('missing-tag', line, { tag: 'images.id' });
    else if (!drafts.has(id)) drafts.set(id, draftOf(dataset, source, image, id, ids, line));
  }
  return drafts;
}

function readObject(
  annotation: CocoEntry,
  { count: index, problems }: Draft,
  line: number,
  names: ReadonlyMap<CocoId, string>,
  classIds: ReadonlyMap<string, number>,
  unit: AngleUnit,
): AnnotatedObject | undefined {
  const shape = readShape(annotation, unit);
  if ('reason' in shape) {
    problems.add(shape.reason, line, shape.values, index);
    return undefined;
  }
  if (shape.reducedFrom !== undefined) problems.add('corners-reduced', line, { corners: shape.reducedFrom }, index);
  const category = idIn(annotation.category_id);
  const name = category === undefined ? undefined : names.get(category);
  if (name === undefined) {
    problems.add('dangling-reference', line, { field: 'category_id', id: JSON.stringify(category) ?? '–' }, index);
  }
  const className = name ?? `#${category ?? ''}`;
  const classId = classIds.get(className);
  const difficulty = difficultyOf(annotation);
  const truncated = flag(annotation.truncated);
  return {
    index,
    line,
    className,
    ...(classId !== undefined && { classId }),
    polygon: shape.polygon,
    written: shape.written,
    ...(difficulty !== undefined && { difficulty }),
    ...(truncated !== undefined && { truncated }),
  };
}

/** COCO has no difficulty of its own; converters write one of these. A crowd or an ignored object counts as difficult. */
function difficultyOf(annotation: CocoEntry): number | undefined {
  const stated = annotation.difficult ?? annotation.difficulty;
  if (typeof stated === 'number') return stated;
  if (typeof stated === 'boolean') return stated ? 1 : 0;
  return flag(annotation.iscrowd) || flag(annotation.ignore) ? 1 : undefined;
}

function flag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : typeof value === 'number' ? value !== 0 : undefined;
}

function draftOf(
  dataset: Dataset,
  source: AnnotationSource,
  image: CocoEntry,
  id: CocoId,
  ids: ImageIds,
  line: number,
): Draft {
  const problems = new ProblemList();
  const fileName = fileNameOf(image);
  if (fileName === undefined) problems.add('missing-tag', line, { tag: 'images.file_name' });
  const statedSize = sizeIn(image);
  if (statedSize === undefined) problems.add('missing-tag', line, { tag: 'images.width, images.height' });
  const imageFile = fileName === undefined ? undefined : findImage(dataset.root, source.imageFolders ?? [], fileName);
  const { image_source: imageSource, gsd } = image;
  return {
    image: {
      id: ids.idFor(fileName ?? String(id)),
      ...(source.split !== undefined && { split: source.split }),
      annotationFile: source.file,
      ...(imageFile !== undefined && { imageFile }),
      ...(fileName !== undefined && { statedImageName: fileName }),
      ...(statedSize !== undefined && { statedSize: { ...statedSize, line } }),
      ...(typeof imageSource === 'string' && { imageSource }),
      ...(typeof gsd === 'number' && { groundSampleDistance: gsd }),
    },
    objects: [],
    problems,
    count: 0,
  };
}

function sizeIn({ width, height }: CocoEntry): ImageSize | undefined {
  return typeof width === 'number' && typeof height === 'number' ? { width, height } : undefined;
}

/** Looks for an image by the name that the file states, then by its last part alone; never outside the dataset. */
function findImage(root: string, folders: readonly string[], fileName: string): string | undefined {
  const names = [fileName, fileName.slice(fileName.lastIndexOf('/') + 1)].filter((name) => isPlainPath(name));
  for (const name of names) {
    for (const folder of folders) {
      const path = folder === '' ? name : `${folder}/${name}`;
      if (existsSync(join(root, path))) return path;
    }
  }
  return undefined;
}

/** Relative, and without a step upwards. */
function isPlainPath(path: string): boolean {
  return path !== '' && !path.includes('\0') && !/^(?:\/|[a-z]:)|(?:^|\/)\.\.(?:\/|$)/i.test(path);
}

function emptyImage(source: AnnotationSource): ImageAnnotations {
  const split = source.split === undefined ? {} : { split: source.split };
  return { id: stemOf(source.file), ...split, annotationFile: source.file, objects: [], problems: [] };
}
