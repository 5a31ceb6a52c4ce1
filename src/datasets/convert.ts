import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { writeFolderWhole } from '../foundation/files.js';
import { bareImages } from './bare-images.js';
import { inDeclaredSpelling } from './declared-spelling.js';
import { formats } from './formats.js';
import { listFolder } from './layout/folder.js';
import { isImage } from './layout/pairing.js';
import { openDataset } from './open.js';
import { readImages, sizeOfImage } from './read.js';
import { type ImageTransfer, transferFile } from './transfer.js';
import type {
  Dataset,
  FormatId,
  ImageAnnotations,
  Loss,
  OpenOptions,
  ReadProblem,
  ReadProblemReason,
} from './types.js';

export interface ConvertOptions extends OpenOptions {
  /** Format to write. */
  readonly to: FormatId;
  /** Flavour to write, where the format has several: `oriented` or `horizontal` for DIOR. */
  readonly toVariant?: string;
  readonly images?: ImageTransfer;
  /** Called as images are written. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Problems of one kind met while reading, and the first of them. */
export interface ProblemCount {
  readonly reason: ReadProblemReason;
  readonly count: number;
  /** Whether the objects concerned were carried over nevertheless, with a value that the source does not state. */
  readonly guessed: boolean;
  /** Such as `labelTxt/P0003.txt:12`. */
  readonly example: string;
}

/** What was carried over, and what was not. */
export interface ConvertResult {
  readonly source: { readonly format: FormatId; readonly variant: string; readonly root: string };
  readonly target: { readonly format: FormatId; readonly root: string };
  readonly images: {
    /** Images of which the annotations were written. */
    readonly annotated: number;
    /** Image files put into the target. */
    readonly placed: number;
    /** Annotated images without a file that can be read in the source. */
    readonly missing: number;
  };
  /** Objects read; the losses say which of them were not written. */
  readonly objects: number;
  readonly classes: readonly string[];
  readonly splits: readonly string[];
  /** What the target's format cannot hold. */
  readonly losses: readonly Loss[];
  /** What could not be read, or had to be guessed. */
  readonly problems: readonly ProblemCount[];
}

/** No mistakes: a file without objects, and header lines, which are read. */
const harmless: ReadonlySet<ReadProblemReason> = new Set(['empty-file', 'header-line']);
const guesses: ReadonlySet<ReadProblemReason> = new Set([
  'missing-difficulty',
  'corners-reduced',
  'image-size-unknown',
]);

/**
 * Writes a dataset anew in another format, or in the same with its usual layout. The target appears complete or not at
 * all; the source is only read. What cannot be read is left out and counted, like what the format cannot hold.
 *
 * @param from the source's folder
 * @param to the target's folder, which must not exist
 * @throws KeelError as `openDataset` does, `files/exists`, and `files/unwritable`
 */
export async function convertDataset(from: string, to: string, options: ConvertOptions): Promise<ConvertResult> {
  const dataset = await openDataset(from, options);
  const target = resolve(to);
  const tally = new Tally(dataset, options.onProgress);
  const classes = dataset.classes.length > 0 ? dataset.classes : await classesIn(dataset);
  const losses = await writeFolderWhole(target, (folder) =>
    formats[options.to].write(tally.count(imagesOf(dataset)), {
      root: folder,
      classes,
      ...(options.toVariant !== undefined && { variant: options.toVariant }),
      placeImage: (image, place) => tally.place(image, join(folder, place), options.images ?? 'copy'),
      sizeOf: ({ imageFile }) => (imageFile === undefined ? undefined : sizeOfImage(dataset, imageFile)),
    }),
  );
  return {
    source: { format: dataset.format, variant: dataset.variant, root: dataset.root },
    target: { format: options.to, root: target },
    ...tally.result(),
    classes,
    splits: dataset.splits,
    losses: [...losses, ...unannotatedImages(dataset, tally.seen)],
  };
}

/** Everything to write. To YOLO an image without a label file is one without objects; to the others it is unannotated. */
async function* imagesOf(dataset: Dataset): AsyncGenerator<ImageAnnotations> {
  yield* inDeclaredSpelling(dataset, readImages(dataset));
  if (dataset.format === 'yolo-obb') yield* bareImages(dataset);
}

/** Images of the source that were not written, because nothing says what is on them. */
function unannotatedImages({ root }: Dataset, seen: ReadonlySet<string>): Loss[] {
  const images = [...listFolder(root).folders.values()].flat().filter((file) => isImage(file) && !seen.has(file.path));
  return images.length === 0 ? [] : [{ what: 'unannotated-image', count: images.length, example: images[0].path }];
}

/** Class names in use, for a dataset that declares none. Ids without names keep their order. */
export async function classesIn(dataset: Dataset): Promise<string[]> {
  const names = new Set<string>();
  for await (const { objects } of readImages(dataset)) for (const { className } of objects) names.add(className);
  return [...names].sort(new Intl.Collator('en', { numeric: true }).compare);
}

function isReadable(path: string): Promise<boolean> {
  return access(path, constants.R_OK).then(
    () => true,
    () => false,
  );
}

/** Counts what passes from source to target. */
class Tally {
  readonly #dataset: Dataset;
  readonly #onProgress: ConvertOptions['onProgress'];
  /** Image files of the images that passed. */
  readonly seen = new Set<string>();
  readonly #problems = new Map<ReadProblemReason, { count: number; example: string }>();
  #annotated = 0;
  #placed = 0;
  #missing = 0;
  #objects = 0;

  constructor(dataset: Dataset, onProgress: ConvertOptions['onProgress']) {
    this.#dataset = dataset;
    this.#onProgress = onProgress;
  }

  /** Passes images on, counting them. */
  async *count(images: AsyncIterable<ImageAnnotations>): AsyncGenerator<ImageAnnotations> {
    for await (const image of images) {
      for (const problem of image.problems) this.#addProblem(image, problem);
      if (image.imageFile === undefined) this.#missing += 1;
      else this.seen.add(image.imageFile);
      this.#objects += image.objects.length;
      yield image;
      this.#annotated += 1;
      this.#onProgress?.(this.#annotated, this.#dataset.imageCount);
    }
  }

  /** Puts an image file into the target, if it can be read. Throws `files/unwritable`. */
  async place(image: ImageAnnotations, to: string, transfer: ImageTransfer): Promise<void> {
    if (image.imageFile === undefined || transfer === 'none') return;
    const from = join(this.#dataset.root, image.imageFile);
    if (!(await isReadable(from))) {
      this.#missing += 1;
      return;
    }
    await transferFile(from, to, transfer);
    this.#placed += 1;
  }

  result(): Pick<ConvertResult, 'images' | 'objects' | 'problems'> {
    return {
      images: { annotated: this.#annotated, placed: this.#placed, missing: this.#missing },
      objects: this.#objects,
      problems: [...this.#problems].map(([reason, counted]) => ({
        reason,
        ...counted,
        guessed: guesses.has(reason),
      })),
    };
  }

  #addProblem(image: ImageAnnotations, { reason, line, values }: ReadProblem): void {
    if (harmless.has(reason)) return;
    const count = reason === 'too-many-problems' ? Number(values.more) : 1;
    const known = this.#problems.get(reason);
    if (known === undefined) this.#problems.set(reason, { count, example: `${image.annotationFile}:${line}` });
    else known.count += count;
  }
}
