import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { z } from 'zod';
import { KeelError } from '../../foundation/errors.js';
import { posixPath } from '../../foundation/files.js';
import { classNamesOf, yamlFiles } from '../layout/declared-classes.js';
import type { ListedFile, Listing } from '../layout/folder.js';
import { splitOf } from '../layout/splits.js';
import { readYaml } from '../layout/yaml.js';
import type { UnpairedItem } from '../types.js';

const splitKeys = { train: 'train', val: 'val', test: 'test', minival: 'minival' } as const;
const place = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .catch(undefined);
const content = z.object({
  path: z.string().optional().catch(undefined),
  train: place,
  val: place,
  test: place,
  minival: place,
});

/** Images of one split: those below some folders, and those named in lists. Paths from the dataset's root. */
interface SplitPlaces {
  readonly split: string;
  readonly folders: readonly string[];
  readonly images: ReadonlySet<string>;
}

/** What a `data.yaml` says of a dataset. */
export interface DataYaml {
  /** Path from the dataset's root. */
  readonly file: string;
  readonly classes: readonly string[];
  readonly splits: readonly SplitPlaces[];
  /** Places and listed images that do not exist. */
  readonly missing: readonly UnpairedItem[];
}

/** The YAML file that describes a YOLO dataset: the shallowest one with `names`, `data.yaml` first. */
export function findDataYaml(listing: Listing): { file: ListedFile; document: unknown } | undefined {
  const depth = (folder: string): number => (folder === '' ? 0 : folder.split('/').length);
  const folders = [...listing.folders].filter(([folder]) => depth(folder) <= 2);
  for (const [, files] of folders.sort(([a], [b]) => depth(a) - depth(b))) {
    for (const file of yamlFiles(files)) {
      const document = readYaml(join(listing.root, file.path));
      if (classNamesOf(document) !== undefined) return { file, document };
    }
  }
  return undefined;
}

/**
 * Resolves the places of a `data.yaml` as Ultralytics does: from `path`, which counts from the file's own folder (and
 * is ignored where it leads nowhere, as on another machine); a place beginning with `../` that does not exist is tried
 * without it, as exports of Roboflow need.
 * Throws `datasets/split-outside` for a place that exists, but not in the dataset's folder.
 */
export function resolveDataYaml(root: string, file: ListedFile, document: unknown): DataYaml {
  const fields = content.safeParse(document).data ?? {};
  const own = join(root, file.folder);
  const declared = fields.path === undefined ? own : resolve(own, fields.path);
  const base = existsSync(declared) && isInside(root, declared) ? declared : own;
  const missing: UnpairedItem[] = [];
  const splits = Object.values(splitKeys).flatMap((split): SplitPlaces[] => {
    const places = [fields[split] ?? []].flat();
    if (places.length === 0) return [];
    const folders: string[] = [];
    const images = new Set<string>();
    for (const item of places) {
      const path = locate(base, item);
      if (path === undefined) {
        missing.push({ kind: 'listed-without-image', item, list: file.path });
        continue;
      }
      if (!isInside(root, path)) throw new KeelError('datasets/split-outside', { file: file.path, split, path });
      if (statSync(path).isDirectory()) folders.push(fromRoot(root, path));
      else readList(root, base, path, images, missing);
    }
    return [{ split, folders, images }];
  });
  return { file: file.path, classes: classNamesOf(document) ?? [], splits: isUnsplit(splits) ? [] : splits, missing };
}

/** Ultralytics insists on `train` and `val`; a dataset that is not split names one folder for all. */
function isUnsplit(splits: readonly SplitPlaces[]): boolean {
  const [first] = splits;
  return (
    splits.length > 1 &&
    splits.every(({ folders, images }) => images.size === 0 && folders.join('\n') === first.folders.join('\n'))
  );
}

/**
 * The split that an image belongs to: the one that lists it or, of those whose folder holds it, the one of the innermost
 * folder. Of two that name the same folder, as where `val` stands in for a `train` that does not exist, the one that the
 * folder is named for; else the first.
 */
export function splitOfImage({ splits }: DataYaml, image: string): string | undefined {
  let best: string | undefined;
  let depth = -1;
  for (const { split, folders, images } of splits) {
    if (images.has(image)) return split;
    for (const folder of folders) {
      if (folder !== '' && !image.startsWith(`${folder}/`)) continue;
      const better = folder.length > depth || (folder.length === depth && splitOf(folder) === split);
      if (better) [best, depth] = [split, folder.length];
    }
  }
  return best;
}

function locate(base: string, place: string): string | undefined {
  const candidates = [resolve(base, place), ...(place.startsWith('../') ? [resolve(base, place.slice(3))] : [])];
  return candidates.find((path) => existsSync(path));
}

/** Adds the images of a list, one path per line, which counts from the list's own folder or from the base. */
function readList(root: string, base: string, list: string, images: Set<string>, missing: UnpairedItem[]): void {
  for (const [at, line] of readFileSync(list, 'utf8')
    .split(/\r\n|\n|\r/)
    .entries()) {
    const item = line.replace(/^\uFEFF/, '').trim();
    if (item === '') continue;
    const path = [resolve(dirname(list), item), resolve(base, item)].find((path) => existsSync(path));
    if (path !== undefined && isInside(root, path)) images.add(fromRoot(root, path));
    else missing.push({ kind: 'listed-without-image', item, list: fromRoot(root, list), line: at + 1 });
  }
}

function isInside(root: string, path: string): boolean {
  const from = relative(root, path);
  return !from.startsWith('..') && !isAbsolute(from);
}

function fromRoot(root: string, path: string): string {
  return posixPath(relative(root, path));
}
