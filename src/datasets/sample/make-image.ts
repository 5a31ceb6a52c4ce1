import sharp from 'sharp';
import { Random } from '../../foundation/random.js';
import type { Quad } from '../../geometry/types.js';
import type { ImageAnnotations } from '../types.js';
import type { ObjectKind } from './paint/painters.js';
import type { PlannedImage } from './plan.js';
import { renderSite } from './render-site.js';
import { buildSite } from './scenes/scenes.js';
import type { SampleFormat } from './types.js';

/** An image as a file, and what is on it. */
export interface MadeImage {
  readonly annotations: ImageAnnotations;
  readonly file: Uint8Array;
}

/** Below this short side, in pixels, DOTA's annotators call an object difficult. */
const difficultBelow = 8;

/** What each kind of object is called in a format. */
const classNames: Readonly<Record<SampleFormat, Readonly<Record<ObjectKind, string>>>> = {
  dior: {
    ...named(['motorboat', 'sailboat', 'barge', 'tanker', 'container-ship'], 'ship'),
    ...named(['car', 'van', 'truck', 'bus'], 'vehicle'),
    ...named(['airliner', 'business-jet', 'propeller-plane'], 'airplane'),
    tank: 'storagetank',
  },
  dota: {
    ...named(['motorboat', 'sailboat', 'barge', 'tanker', 'container-ship'], 'ship'),
    ...named(['car', 'van'], 'small-vehicle'),
    ...named(['truck', 'bus'], 'large-vehicle'),
    ...named(['airliner', 'business-jet', 'propeller-plane'], 'plane'),
    tank: 'storage-tank',
  },
};

function named<Kind extends ObjectKind>(kinds: readonly Kind[], name: string): Record<Kind, string> {
  return Object.fromEntries(kinds.map((kind) => [kind, name])) as Record<Kind, string>;
}

/** Makes one image with its labels; a task for worker threads. */
export async function makeImage(planned: PlannedImage): Promise<MadeImage> {
  const { id, split, format, scene, size, seed, stream } = planned;
  const random = new Random(seed, ...stream);
  const site = buildSite(scene, size, random.stream('scene'));
  const { pixels } = await renderSite(site, random.stream('picture'));
  const picture = sharp(pixels, { raw: { width: size, height: size, channels: 3 } });
  const file = await (format === 'dior'
    ? picture.jpeg({ quality: 92 })
    : picture.png({ compressionLevel: 6 })
  ).toBuffer();
  const extension = format === 'dior' ? 'jpg' : 'png';
  const objects = site.objects.map((object, index) => {
    const polygon = site
      .cornersOf(object)
      .flat()
      .map(format === 'dior' ? Math.round : toTenths) as unknown as Quad;
    const shortSide = Math.min(object.length, object.width) * site.pixelsPerMetre;
    return {
      index,
      line: index + 1,
      className: classNames[format][object.kind],
      polygon,
      written: { kind: 'polygon' as const },
      difficulty: format === 'dota' && shortSide < difficultBelow ? 1 : 0,
      truncated: false,
    };
  });
  const source = format === 'dota' && {
    imageSource: 'Keel',
    groundSampleDistance: Number((1 / site.pixelsPerMetre).toPrecision(6)),
  };
  const annotations: ImageAnnotations = {
    id,
    split,
    annotationFile: id,
    imageFile: `${id}.${extension}`,
    statedImageName: `${id}.${extension}`,
    statedSize: { width: size, height: size, depth: 3, line: 1 },
    ...source,
    objects,
    problems: [],
  };
  return { annotations, file };
}

function toTenths(value: number): number {
  return Math.round(value * 10) / 10;
}
