import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Random } from '../../../foundation/random.js';
import type { Quad } from '../../../geometry/types.js';
import type { SampleFormat } from '../types.js';
import { type LabelText, openLabelText } from './label-text.js';

/** One image of the sample as it was written, still sound. */
export interface WrittenImage {
  readonly id: string;
  readonly split: string;
  /** From the dataset's root. */
  readonly annotationFile: string;
  /** From the dataset's root. */
  readonly imageFile: string;
  readonly size: number;
  readonly objects: readonly { readonly className: string; readonly polygon: Quad }[];
}

/** An object chosen to be spoilt. */
export interface ChosenObject {
  readonly image: WrittenImage;
  readonly object: number;
  readonly polygon: Quad;
  readonly className: string;
}

/** What an object must be like to show a defect well. */
export type Wanted = (object: { readonly className: string; readonly polygon: Quad }) => boolean;

/** A sound sample on disk, to be spoilt defect by defect: no object twice, and as few defects on one image as can be. */
export class WrittenSample {
  readonly root: string;
  readonly format: SampleFormat;
  /** Every image, the sound ones first. */
  readonly images: readonly WrittenImage[];
  readonly #choice: readonly WrittenImage[];
  readonly #defectsOn = new Map<string, number>();
  readonly #spoilt = new Set<string>();

  /** @param sound how many images, from the first, defects may choose from; those of the test split are left alone */
  constructor(root: string, format: SampleFormat, images: readonly WrittenImage[], sound: number) {
    this.root = root;
    this.format = format;
    this.images = images;
    this.#choice = images.slice(0, sound).filter(({ split }) => split !== 'test');
  }

  /** An image among those with the fewest defects; undefined if there is none. */
  chooseImage(random: Random, wanted: (image: WrittenImage) => boolean = () => true): WrittenImage | undefined {
    const candidates = random.shuffled(this.#choice.filter(wanted)).sort((a, b) => this.#countOn(a) - this.#countOn(b));
    const [image] = candidates;
    if (image !== undefined) this.#defectsOn.set(image.id, this.#countOn(image) + 1);
    return image;
  }

  /** An object that no defect has chosen yet: one that is wanted if possible; undefined if all are taken. */
  chooseObject(random: Random, wanted: Wanted): ChosenObject | undefined {
    for (const suits of [wanted, () => true]) {
      const freeOn = (image: WrittenImage): number[] =>
        [...image.objects.keys()].filter((at) => !this.#spoilt.has(`${image.id}:${at}`) && suits(image.objects[at]));
      const image = this.chooseImage(random, (candidate) => freeOn(candidate).length > 0);
      if (image === undefined) continue;
      const object = random.pick(freeOn(image));
      this.#spoilt.add(`${image.id}:${object}`);
      return { image, object, ...image.objects[object] };
    }
    return undefined;
  }

  /** An image whose annotation file as a whole no defect has chosen yet; undefined if all are taken. */
  chooseFile(random: Random): WrittenImage | undefined {
    const image = this.chooseImage(random, ({ id }) => !this.#spoilt.has(id));
    if (image !== undefined) this.#spoilt.add(image.id);
    return image;
  }

  path(file: string): string {
    return join(this.root, file);
  }

  /** Rewrites an image's annotation file. */
  async editLabels<Labels extends LabelText>(image: WrittenImage, edit: (labels: Labels) => void): Promise<void> {
    const file = this.path(image.annotationFile);
    const labels = openLabelText(this.format, await readFile(file, 'utf8'));
    edit(labels as unknown as Labels);
    await writeFile(file, labels.toString());
  }

  #countOn(image: WrittenImage): number {
    return this.#defectsOn.get(image.id) ?? 0;
  }
}
