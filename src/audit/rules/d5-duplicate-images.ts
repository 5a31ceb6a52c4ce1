import { join } from 'node:path';
import { defineRule, noOptions } from './define.js';
import { sameFiles } from './same-files.js';

/** An image of the dataset. */
interface ImagePlace {
  readonly image: string;
  readonly annotationFile: string;
  readonly split: string | undefined;
}

/**
 * Images that are the same to the last byte. Across splits the evaluation measures what was learnt by heart; within one,
 * the image weighs double, and if its labels differ, one of the two is wrong. Only files of equal size are read.
 */
export const duplicateImages = defineRule({
  code: 'D5',
  name: 'duplicate-images',
  reasons: { 'across-splits': 'warning', 'within-split': 'warning' },
  catalogue: [],
  options: noOptions,
  dataset: {
    start: (): ImagePlace[] => [],
    add(state, { annotations: { imageFile: image, annotationFile, split } }) {
      if (image !== undefined) state.push({ image, annotationFile, split });
    },
    merge(into, later) {
      for (const place of later) into.push(place);
    },
    finish(state, { root }, _options, report) {
      // Lists may name an image twice; that is D6's.
      const byPath = new Map<string, ImagePlace>();
      for (const place of state) {
        const path = join(root, place.image);
        if (!byPath.has(path)) byPath.set(path, place);
      }
      for (const group of sameFiles([...byPath.keys()])) {
        const [first, ...others] = group.map((path) => byPath.get(path) as ImagePlace);
        for (const { image, annotationFile, split } of others) {
          report({
            reason: split === first.split ? 'within-split' : 'across-splits',
            file: annotationFile,
            values: { image, other: first.image, split: split ?? null, otherSplit: first.split ?? null },
          });
        }
      }
    },
  },
});
