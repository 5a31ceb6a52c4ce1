import { resolve } from 'node:path';
import { KeelError } from '../../foundation/errors.js';
import { bareImage, bareImages } from '../bare-images.js';
import { classesIn } from '../convert.js';
import { inDeclaredSpelling } from '../declared-spelling.js';
import { listFolder } from '../layout/folder.js';
import { isImage } from '../layout/pairing.js';
import { openDataset } from '../open.js';
import { readImages } from '../read.js';
import type { FormatId, ImageAnnotations, OpenOptions } from '../types.js';

/** What is to be split, whether it has annotations or not. */
export interface SplitSource {
  /** Absolute. */
  readonly root: string;
  readonly format: FormatId | 'images';
  readonly classes: readonly string[];
  /** How many images there are, about. */
  readonly total: number;
  readonly images: () => AsyncIterable<ImageAnnotations>;
}

/**
 * Opens a dataset, or any folder of images, for splitting. Images without annotations come last, with no objects.
 * Throws as `openDataset` does, or `tiling/no-images`.
 */
export async function openSplitSource(
  source: string,
  options: OpenOptions & { readonly unlabelled?: boolean },
): Promise<SplitSource> {
  if (options.unlabelled) return openImages(resolve(source));
  const dataset = await openDataset(source, options);
  const { root, format } = dataset;
  const classes = dataset.classes.length > 0 ? dataset.classes : await classesIn(dataset);
  const bare = bareImages(dataset);
  const images = async function* () {
    yield* inDeclaredSpelling(dataset, readImages(dataset));
    yield* bare;
  };
  return { root, format, classes, total: dataset.imageCount, images };
}

function openImages(root: string): SplitSource {
  const images = [...listFolder(root).folders.values()].flat().filter(isImage);
  if (images.length === 0) throw new KeelError('tiling/no-images', { root }, { file: root });
  const list = images.map(({ path }) => bareImage(path));
  return {
    root,
    format: 'images',
    classes: [],
    total: list.length,
    images: async function* () {
      yield* list;
    },
  };
}
