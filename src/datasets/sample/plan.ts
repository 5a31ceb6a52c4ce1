import { type SceneName, usualScenes } from './scenes/scenes.js';
import type { SampleFormat } from './types.js';

/** One image to be made. Plain data: it travels to worker threads. */
export interface PlannedImage {
  readonly id: string;
  readonly split: 'train' | 'val' | 'test';
  readonly format: SampleFormat;
  readonly scene: SceneName;
  readonly size: number;
  readonly seed: number;
  /** Name of the image's stream of random numbers, so that an image depends on nothing but the seed and its place. */
  readonly stream: readonly (string | number)[];
}

/** Five and seven have no common factor, so that every split gets every scene. */
const diorSplits = ['train', 'val', 'train', 'test', 'train'] as const;
const dotaSplits = ['train', 'val', 'train', 'train', 'val'] as const;

/** The sound images of a sample: image k is the same however many there are. */
export function planImages(format: SampleFormat, images: number, size: number, seed: number): PlannedImage[] {
  const splits = format === 'dior' ? diorSplits : dotaSplits;
  return Array.from({ length: images }, (_, index) => ({
    id: imageId(format, index),
    split: splits[index % splits.length],
    format,
    scene: usualScenes[index % usualScenes.length],
    size,
    seed,
    stream: ['image', index],
  }));
}

/** The image that a defect needs for itself. */
export function planExtraImage(
  name: string,
  scene: SceneName,
  id: string,
  of: Pick<PlannedImage, 'format' | 'size' | 'seed'>,
): PlannedImage {
  // A crowd does not fit into a small image.
  const size = scene === 'crowd' ? Math.max(of.size, 800) : of.size;
  const { format, seed } = of;
  return { id, format, seed, split: 'train', scene, size, stream: ['defect', name] };
}

/** Name of the image at a place. */
export function imageId(format: SampleFormat, index: number): string {
  return format === 'dior' ? String(index + 1).padStart(5, '0') : `P${String(index).padStart(4, '0')}`;
}
