import { readFile, rm, writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import { type PlannedImage, planExtraImage } from '../plan.js';
import type { SceneName } from '../scenes/scenes.js';
import { badCorners } from './box-defects.js';
import type { Defect, DefectContext, DefectPlace } from './defect.js';
import type { DiorText, DotaText } from './label-text.js';
import type { WrittenImage, WrittenSample } from './written-sample.js';

/** Defects of annotation files, images, lists and splits, by name. */
export const fileDefectsByName: Readonly<Record<string, Defect>> = {
  'wrong-size': {
    code: 'V11',
    reason: 'mismatch',
    formats: ['dior'],
    apply: (context) =>
      onOneImage(context, (sample, image) =>
        sample.editLabels<DiorText>(image, (labels) => labels.setSize(image.size + 224, image.size + 224)),
      ),
  },
  'missing-size': {
    code: 'V11',
    reason: 'absent',
    formats: ['dior'],
    apply: (context) =>
      onOneImage(context, (sample, image) => sample.editLabels<DiorText>(image, (labels) => labels.loseSize())),
  },
  'cut-xml': {
    code: 'V0',
    reason: 'xml-malformed',
    formats: ['dior'],
    plan: ownImage('highway'),
    apply: ({ sample, own }) =>
      spoilt(own(), async (image) => {
        const file = sample.path(image.annotationFile);
        const text = await readFile(file, 'utf8');
        const half = text.indexOf('<y_right_top>', Math.floor(text.length * 0.6));
        await writeFile(file, text.slice(0, half));
      }),
  },
  'missing-difficulty': {
    code: 'V0',
    reason: 'missing-difficulty',
    formats: ['dota'],
    async apply({ sample, random }) {
      const chosen = sample.chooseObject(random, () => true);
      if (chosen === undefined) return undefined;
      const { image, object } = chosen;
      await sample.editLabels<DotaText>(image, (labels) => labels.loseDifficulty(object));
      // The rule counts such lines over the dataset and names the first file.
      return { file: image.annotationFile, image: image.id };
    },
  },
  'header-in-split-file': {
    code: 'V12',
    reason: 'in-split-file',
    formats: ['dota'],
    plan: (id, images, name) => {
      const planned = planExtraImage(name, 'town', id, images[0]);
      return { ...planned, id: `${id}__${planned.size}__0___0` };
    },
    apply: ({ sample, own }) =>
      spoilt(own(), async ({ annotationFile }) => {
        const file = sample.path(annotationFile);
        await writeFile(file, `imagesource:Keel\ngsd:0.2\n${await readFile(file, 'utf8')}`);
      }),
  },
  'only-bad-boxes': {
    code: 'V15',
    reason: 'all-invalid',
    plan: ownImage('anchorage'),
    apply: onlyBadBoxes,
  },
  'crowded-image': {
    code: 'V17',
    reason: 'crowded',
    plan: ownImage('crowd'),
    apply: ({ own }) => spoilt(own(), async () => {}),
  },
  'cut-image': {
    code: 'V20',
    reason: 'truncated',
    plan: ownImage('parking'),
    apply: ({ sample, own }) =>
      spoilt(own(), async ({ imageFile }) => {
        const bytes = await readFile(sample.path(imageFile));
        await writeFile(sample.path(imageFile), bytes.subarray(0, Math.floor(bytes.length * 0.6)));
      }),
  },
  /** A server's message, saved under an image's name. */
  'page-for-image': {
    code: 'V20',
    reason: 'not-an-image',
    plan: ownImage('town'),
    apply: ({ sample, own }) =>
      spoilt(own(), ({ imageFile }) =>
        writeFile(sample.path(imageFile), '<!DOCTYPE html>\n<html><body><h1>403 Forbidden</h1></body></html>\n'),
      ),
  },
  'sixteen-bit-image': {
    code: 'V20',
    reason: 'deep',
    plan: ownImage('terminal'),
    apply: ({ sample, own }) => spoilt(own(), (image) => makeDeep(sample, image)),
  },
  'constant-image': {
    code: 'V20',
    reason: 'constant',
    needsDecode: true,
    plan: ownImage('highway'),
    apply: ({ sample, own }) =>
      spoilt(own(), async ({ imageFile, size }) => {
        const grey = { create: { width: size, height: size, channels: 3, background: '#808080' } } as const;
        await sharp(grey).toFile(sample.path(imageFile));
      }),
  },
  'missing-image': {
    code: 'V22',
    reason: { dior: 'listed-without-image', dota: 'annotation-without-image' },
    plan: ownImage('marina'),
    async apply({ sample, own }) {
      await rm(sample.path(own().imageFile));
      return { file: sample.format === 'dior' ? listOf(own()) : own().annotationFile, image: own().id };
    },
  },
  'missing-annotation': {
    code: 'V22',
    reason: 'listed-without-annotation',
    formats: ['dior'],
    plan: ownImage('airport'),
    async apply({ sample, own }) {
      await rm(sample.path(own().annotationFile));
      return { file: listOf(own()), image: own().id };
    },
  },
  /** The first training image once more, under another name, in the validation split. */
  'duplicate-image': {
    code: 'D5',
    reason: 'across-splits',
    plan: (id, images) => ({ ...images[0], id, split: 'val' }),
    apply: ({ own }) => spoilt(own(), async () => {}),
  },
};

function ownImage(scene: SceneName): NonNullable<Defect['plan']> {
  return (id: string, images: readonly PlannedImage[], name: string) => planExtraImage(name, scene, id, images[0]);
}

async function spoilt(image: WrittenImage, spoil: (image: WrittenImage) => Promise<void>): Promise<DefectPlace> {
  await spoil(image);
  return { file: image.annotationFile, image: image.id };
}

async function onOneImage(
  { sample, random }: DefectContext,
  spoil: (sample: WrittenSample, image: WrittenImage) => Promise<void>,
): Promise<DefectPlace | undefined> {
  const image = sample.chooseFile(random);
  return image && spoilt(image, () => spoil(sample, image));
}

/** The list of an image's split. */
function listOf(image: WrittenImage): string {
  return `ImageSets/Main/${image.split}.txt`;
}

/** Leaves three objects, none of which can be learnt from. */
async function onlyBadBoxes({ sample, own }: DefectContext): Promise<DefectPlace[]> {
  const image = own();
  const [file, id] = [image.annotationFile, image.id];
  const bad = [
    { code: 'V1', reason: 'segment', name: 'zero-height' },
    { code: 'V1', reason: 'point', name: 'point-box' },
    { code: 'V5', reason: 'nan', name: 'nan-coordinate' },
  ] as const;
  await sample.editLabels(image, (labels) => {
    labels.keep(bad.length);
    for (const [object, { name }] of bad.entries()) {
      labels.setCorners(object, badCorners(name, image.objects[object].polygon, sample.format));
    }
  });
  return [{ file, image: id }, ...bad.map(({ code, reason }, object) => ({ code, reason, file, object, image: id }))];
}

/** The same picture in 16 bits per channel, as sensors deliver it; only PNG holds that. */
async function makeDeep(sample: WrittenSample, image: WrittenImage): Promise<void> {
  const old = sample.path(image.imageFile);
  const { data, info } = await sharp(old).raw().toBuffer({ resolveWithObject: true });
  const deep = Uint16Array.from(data, (value) => value * 257);
  const raw = { width: info.width, height: info.height, channels: info.channels };
  await rm(old);
  await sharp(deep, { raw })
    .toColourspace('rgb16')
    .png()
    .toFile(old.replace(/\.jpg$/, '.png'));
  if (sample.format === 'dior') {
    await sample.editLabels<DiorText>(image, (labels) => labels.setFileName(`${image.id}.png`));
  }
}
