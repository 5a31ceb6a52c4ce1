import { z } from 'zod';
import { classCounts } from './class-counts.js';
import { count, defineRule } from './define.js';

/**
 * A class with too few objects, or in too few images, to be learnt or measured; or one that occurs only where nothing is
 * learnt from it. Small datasets are left alone: there, every class is rare.
 */
export const fewSamples = defineRule({
  code: 'D1',
  name: 'few-samples',
  reasons: { 'few-objects': 'warning', 'few-images': 'warning', 'not-in-training': 'warning' },
  catalogue: [],
  options: z.strictObject({
    objectsBelow: count('D1.option.objectsBelow', 30),
    imagesBelow: count('D1.option.imagesBelow', 10),
    images: count('D1.option.images', 100),
  }),
  dataset: {
    ...classCounts,
    finish(state, { splits }, { objectsBelow, imagesBelow, images: leastImages }, report) {
      if (state.images < leastImages) return;
      const trained = splits.filter(isTraining);
      for (const [name, { objects, images, imagesBySplit }] of state.classes) {
        const values = { name, objects, images };
        if (trained.length > 0 && !trained.some((split) => split in imagesBySplit)) {
          report({ reason: 'not-in-training', class: name, values: { ...values, splits: Object.keys(imagesBySplit) } });
        } else if (objects < objectsBelow) {
          report({ reason: 'few-objects', class: name, values: { ...values, limit: objectsBelow } });
        } else if (images < imagesBelow) {
          report({ reason: 'few-images', class: name, values: { ...values, limit: imagesBelow } });
        }
      }
    },
  },
});

function isTraining(split: string): boolean {
  return split.startsWith('train');
}
