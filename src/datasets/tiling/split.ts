import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { KeelError } from '../../foundation/errors.js';
import { writeFolderWhole } from '../../foundation/files.js';
import { defaultJobs, mapInOrder, type WorkerTask } from '../../foundation/parallel.js';
import type { MessageValues } from '../../foundation/wording/index.js';
import { formats } from '../formats.js';
import type { FormatId, ImageAnnotations, ImageSize, Loss, OpenOptions } from '../types.js';
import { type LossReason, lossReasons } from './cut.js';
import type { CutProblem, CutResult, CutTask, WindowImageType } from './cut-task.js';
import { openSplitSource } from './split-source.js';
import { type UnreadProblem, unreadIn } from './unread.js';
import { gridsOf, type WindowOptions } from './windows.js';

export interface SplitOptions extends OpenOptions, Partial<WindowOptions> {
  /** Least share of an object's area that a window must hold to keep it; 0.7 as in the DOTA tools. */
  readonly keptShare?: number;
  /** Colour beyond the image's border, red, green, blue; `false` leaves such windows smaller. */
  readonly padding?: readonly [number, number, number] | false;
  readonly imageType?: WindowImageType;
  /** Format of the written dataset; DOTA unless told otherwise. */
  readonly to?: FormatId;
  /** Flavour to write, where that format has several: `oriented` or `horizontal` for DIOR. */
  readonly toVariant?: string;
  /** Cuts every image of the folder and reads no annotations, for a test set. */
  readonly unlabelled?: boolean;
  readonly jobs?: number;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Something that kept a part of the source out of the windows. The rest goes on. */
export interface SplitProblem {
  /** Path from the source's root. */
  readonly file: string;
  readonly line?: number;
  readonly reason: CutProblem['reason'] | UnreadProblem['reason'];
  readonly values: MessageValues;
}

/** What was split; what `--json` prints. */
export interface SplitResult {
  readonly source: string;
  readonly target: string;
  /** Format of the source; `images` for a folder without annotations. */
  readonly format: FormatId | 'images';
  readonly to: FormatId;
  /** Images that were cut. */
  readonly images: number;
  readonly windows: number;
  /** Windows without an object. */
  readonly emptyWindows: number;
  readonly objects: {
    /** Objects of the images that were cut. */
    readonly read: number;
    /** Objects in windows; one object can be in several. */
    readonly written: number;
    /** Of those written, the ones that a window's border cuts. */
    readonly cut: number;
    /** Objects that no window holds. */
    readonly lost: Readonly<Record<LossReason, number>>;
  };
  readonly problems: readonly SplitProblem[];
  /** What the written format cannot hold. */
  readonly losses: readonly Loss[];
}

/** MMRotate's `split_configs/ss_*.json`, whose padding is ImageNet's mean colour. */
export const splitDefaults = {
  size: 1024,
  overlap: 200,
  rates: [1],
  resize: false,
  imageShare: 0.6,
  keptShare: 0.7,
  padding: [124, 116, 104],
  imageType: 'png',
  to: 'dota',
} as const;

const cutTask: WorkerTask = {
  module: new URL(`./cut-image${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url),
  name: 'cutImage',
};

/**
 * Splits the images of a dataset into windows and writes them with their objects as a new dataset, as MMRotate's
 * `tools/data/dota/split/img_split.py` does; the target appears complete or not at all. Images run on all cores; the
 * result does not depend on their timing. An image that is missing or unreadable becomes a problem.
 *
 * @throws KeelError as `openDataset` does; `files/exists` for a target that exists; `files/unwritable`;
 *   `tiling/bad-rate`, `tiling/overlap-too-large`, `tiling/bad-share`, `tiling/no-images`
 */
export async function splitDataset(source: string, target: string, options: SplitOptions = {}): Promise<SplitResult> {
  const settings = { ...splitDefaults, ...withoutUndefined(options) };
  const { size, overlap, rates, resize, imageShare, keptShare, padding, imageType } = settings;
  gridsOf(settings);
  for (const share of [keptShare, imageShare]) {
    if (!(share >= 0 && share <= 1)) throw new KeelError('tiling/bad-share', { share });
  }
  const input = await openSplitSource(source, options);
  const tally = new Tally();
  const losses = await writeFolderWhole(target, async (folder) => {
    const staging = join(folder, '.windows');
    const sizes = new Map<string, ImageSize>();

    async function* tasks(): AsyncGenerator<CutTask> {
      let number = 0;
      for await (const annotations of input.images()) {
        tally.read(annotations);
        const windows = join(staging, String(number++));
        await mkdir(windows, { recursive: true });
        const { imageFile } = annotations;
        yield {
          annotations,
          imagePath: imageFile === undefined ? undefined : join(input.root, imageFile),
          windows: { size, overlap, rates, resize, imageShare },
          keptShare,
          imageType,
          padding: padding === false ? undefined : padding,
          folder: windows,
        };
      }
    }

    async function* windows(): AsyncGenerator<ImageAnnotations> {
      for await (const result of mapInOrder<CutTask, CutResult>(tasks(), cutTask, options.jobs ?? defaultJobs)) {
        if (result.writeFailure !== undefined) {
          throw new KeelError('files/unwritable', { file: target, reason: result.writeFailure }, { file: target });
        }
        tally.add(result);
        for (const { annotations, imagePath, width, height } of result.windows) {
          sizes.set(imagePath, { width, height });
          yield { ...annotations, imageFile: imagePath };
        }
        options.onProgress?.(tally.done, input.total);
      }
    }

    const written = await formats[settings.to].write(windows(), {
      root: folder,
      classes: input.classes,
      ...(options.toVariant === undefined ? {} : { variant: options.toVariant }),
      placeImage: async (image, place) => {
        const final = join(folder, place);
        await mkdir(dirname(final), { recursive: true });
        await rename(image.imageFile as string, final);
      },
      sizeOf: (image) => sizes.get(image.imageFile as string),
    });
    await rm(staging, { recursive: true, force: true });
    return written;
  });
  return {
    source: input.root,
    target: resolve(target),
    format: input.format,
    to: settings.to,
    ...tally.result(),
    losses,
  };
}

function withoutUndefined<Options extends object>(options: Options): Options {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Options;
}

/** Counts what was read and cut. */
class Tally {
  /** Images that are done, cut or not. */
  done = 0;
  #images = 0;
  #windows = 0;
  #empty = 0;
  #read = 0;
  #written = 0;
  #cut = 0;
  readonly #lost = Object.fromEntries(lossReasons.map((reason) => [reason, 0])) as Record<LossReason, number>;
  readonly #problems: SplitProblem[] = [];
  /** Images on their way through the workers, in order. */
  readonly #pending: ImageAnnotations[] = [];

  read(annotations: ImageAnnotations): void {
    this.#pending.push(annotations);
  }

  add({ windows, lost, cut, problem }: CutResult): void {
    const source = this.#pending.shift() as ImageAnnotations;
    this.done++;
    const file = source.imageFile ?? source.annotationFile;
    if (problem !== undefined) this.#problems.push({ file, ...problem });
    else {
      this.#images++;
      this.#read += source.objects.length;
    }
    for (const unread of unreadIn(source)) this.#problems.push({ file: source.annotationFile, ...unread });
    for (const { reason } of lost) this.#lost[reason]++;
    this.#cut += cut;
    for (const { annotations } of windows) {
      this.#windows++;
      if (annotations.objects.length === 0) this.#empty++;
      this.#written += annotations.objects.length;
    }
  }

  result() {
    return {
      images: this.#images,
      windows: this.#windows,
      emptyWindows: this.#empty,
      objects: { read: this.#read, written: this.#written, cut: this.#cut, lost: this.#lost },
      problems: this.#problems,
    };
  }
}
