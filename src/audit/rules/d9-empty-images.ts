import { z } from 'zod';
import type { ReadProblem } from '../../datasets/types.js';
import { count, defineRule, share } from './define.js';

interface State {
  images: number;
  empty: number;
}

/**
 * Most images have no object. Stock configurations leave them out of training (`filter_empty_gt`), so an epoch is
 * shorter than the list suggests, and the background they show is never learnt.
 */
export const emptyImages = defineRule({
  code: 'D9',
  name: 'empty-images',
  reasons: { empty: 'info' },
  catalogue: [],
  options: z.strictObject({
    shareAbove: share('D9.option.shareAbove', 0.5),
    images: count('D9.option.images', 20),
  }),
  dataset: {
    start: (): State => ({ images: 0, empty: 0 }),
    add(state, { annotations: { objects, problems } }) {
      state.images += 1;
      if (objects.length === 0 && problems.every(isHarmless)) state.empty += 1;
    },
    merge(into, later) {
      into.images += later.images;
      into.empty += later.empty;
    },
    finish({ images, empty }, _dataset, { shareAbove, images: least }, report) {
      if (images < least || empty <= shareAbove * images) return;
      report({ reason: 'empty', values: { images, empty, share: empty / images } });
    },
  },
});

/** Whether a problem hides no object that could not be read. */
function isHarmless({ reason }: ReadProblem): boolean {
  return reason === 'empty-file' || reason === 'header-line';
}
