import { posix } from 'node:path';
import { stemOf } from './layout/stem.js';
import type { Dataset, ImageAnnotations } from './types.js';

/** Images that no annotation belongs to, without objects, in the split of the images beside them. */
export function bareImages({ sources, unpaired }: Dataset): ImageAnnotations[] {
  const splits = new Map<string, string | undefined>();
  for (const { imageFile, split } of sources) if (imageFile !== undefined) splits.set(posix.dirname(imageFile), split);
  return unpaired
    .filter(({ kind }) => kind === 'image-without-annotation')
    .map(({ item }) => bareImage(item, splits.get(posix.dirname(item))));
}

/** An image without objects. */
export function bareImage(imageFile: string, split?: string): ImageAnnotations {
  return {
    id: stemOf(imageFile),
    ...(split === undefined ? {} : { split }),
    annotationFile: imageFile,
    imageFile,
    objects: [],
    problems: [],
  };
}
