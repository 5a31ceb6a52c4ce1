import { z } from 'zod';
import { count, defineRule, share } from './define.js';

interface State {
  images: number;
  shrunk: number;
  smallestScale: number;
}

/**
 * Images much larger than the training size: resizing shrinks every object with them, and thin ones below what can be
 * learnt (P3). Large aerial images are split into windows first.
 */
export const shrunkImages = defineRule({
  code: 'D11',
  name: 'shrunk-images',
  reasons: { shrunk: 'warning' },
  catalogue: ['P3'],
  options: z.strictObject({
    scaleBelow: share('D11.option.scaleBelow', 0.5),
    shareFrom: share('D11.option.shareFrom', 0.1),
    images: count('D11.option.images', 20),
  }),
  dataset: {
    start: (): State => ({ images: 0, shrunk: 0, smallestScale: 1 }),
    add(state, { scale }, { scaleBelow }) {
      state.images += 1;
      if (scale < scaleBelow) state.shrunk += 1;
      state.smallestScale = Math.min(state.smallestScale, scale);
    },
    merge(into, later) {
      into.images += later.images;
      into.shrunk += later.shrunk;
      into.smallestScale = Math.min(into.smallestScale, later.smallestScale);
    },
    finish({ images, shrunk, smallestScale }, _dataset, { shareFrom, images: least }, report) {
      if (shrunk === 0 || images < least || shrunk < shareFrom * images) return;
      report({
        reason: 'shrunk',
        values: { images, shrunk, share: shrunk / images, smallestScale },
      });
    },
  },
});
