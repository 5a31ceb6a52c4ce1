import type { Defect } from './defect.js';

/**
 * Every box of the dataset replaced by the horizontal one around it, as when somebody converts a set of horizontal boxes:
 * the files look oriented and are not.
 */
export const horizontalBoxes: Defect = {
  code: 'D7',
  reason: 'dataset',
  onlyByName: true,
  async apply({ sample }) {
    let changed = 0;
    for (const image of sample.images) {
      await sample.editLabels(image, (labels) => {
        for (const [object, { polygon }] of image.objects.entries()) {
          const [xs, ys] = [0, 1].map((axis) => polygon.filter((_, at) => at % 2 === axis));
          const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
          labels.setCorners(object, [left, top, right, top, right, bottom, left, bottom].map(String));
          changed += 1;
        }
      });
    }
    return changed === 0 ? undefined : { file: '', image: '' };
  },
};
