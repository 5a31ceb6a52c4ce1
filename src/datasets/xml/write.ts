import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { LossCounter, placeOf } from '../layout/losses.js';
import { imageNameFor, WrittenNames } from '../layout/written-names.js';
import type { ImageAnnotations, ImageSize, Loss, WriteTarget } from '../types.js';

/** One image as it is about to be written. */
export interface WrittenImage {
  readonly image: ImageAnnotations;
  /** Name without extension, fit for a file name and its own within its folder. */
  readonly stem: string;
  /** File name of the image. */
  readonly imageName: string;
  readonly size: ImageSize | undefined;
}

/** Where a format puts things; paths from the root. */
export interface XmlLayout {
  readonly annotationFile: (written: WrittenImage) => string;
  readonly imageFile: (written: WrittenImage) => string;
  /** The list of a split; undefined for formats without lists. */
  readonly list?: (split: string) => string;
  /** Whether all splits share their folders, so that no two images may have one name. */
  readonly oneFolder: boolean;
  /** Lower-case extension that the format's readers expect of images; any if undefined. */
  readonly extension?: string;
}

/** The split under which images without one are listed: lists are what training starts from. */
const defaultSplit = 'trainval';

/**
 * Writes a dataset of one XML file an image, with its lists, and counts what is lost whatever the format: header lines
 * of DOTA, names, and image types that the format's readers do not expect.
 *
 * @param documentOf gives the text of an image's file and counts what is lost of its objects
 */
export async function writeXmlDataset(
  images: AsyncIterable<ImageAnnotations>,
  target: WriteTarget,
  layout: XmlLayout,
  documentOf: (written: WrittenImage, losses: LossCounter) => string,
): Promise<Loss[]> {
  const losses = new LossCounter();
  const names = new WrittenNames();
  const lists = new Map<string, string[]>();
  const folders = new Set<string>();
  const writeText = async (file: string, text: string): Promise<void> => {
    const path = join(target.root, file);
    const folder = dirname(path);
    if (!folders.has(folder)) await mkdir(folder, { recursive: true });
    folders.add(folder);
    await writeFile(path, text);
  };
  for await (const image of images) {
    const stem = names.stemFor(layout.oneFolder ? { ...image, split: undefined } : image);
    const imageName = imageNameFor(image, stem);
    const written = { image, stem, imageName, size: target.sizeOf(image) ?? image.statedSize };
    countImageLosses(written, layout, losses);
    await writeText(layout.annotationFile(written), documentOf(written, losses));
    if (image.imageFile !== undefined) await target.placeImage(image, layout.imageFile(written));
    const split = image.split ?? defaultSplit;
    const list = lists.get(split);
    if (list === undefined) lists.set(split, [stem]);
    else list.push(stem);
  }
  if (layout.list !== undefined) {
    for (const [split, stems] of lists) {
      await writeText(layout.list(split.replace(/[\\/\0]/g, '_')), stems.map((stem) => `${stem}\n`).join(''));
    }
  }
  return losses.list();
}

/** Writes the class list of a dataset whose format has no place for it. */
export async function writeClassList({ root, classes }: WriteTarget): Promise<void> {
  if (classes.length > 0) await writeFile(join(root, 'classes.txt'), classes.map((name) => `${name}\n`).join(''));
}

function countImageLosses(
  { image, stem, imageName, size }: WrittenImage,
  layout: XmlLayout,
  losses: LossCounter,
): void {
  const place = placeOf(image);
  if (image.imageSource !== undefined || image.groundSampleDistance !== undefined) losses.add('image-source', place);
  if (stem !== image.id) losses.add('image-renamed', place);
  if (size === undefined) losses.add('image-size-missing', place);
  if (layout.extension !== undefined && !imageName.toLowerCase().endsWith(layout.extension)) {
    losses.add('image-type', place);
  }
}
