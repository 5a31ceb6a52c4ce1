import { sizeAsLoaded } from '../../datasets/images/index.js';
import type { FormatId } from '../../datasets/types.js';
import { defineRule, noOptions } from './define.js';

const statesSize: ReadonlySet<FormatId> = new Set(['dior', 'hrsc2016', 'rolabelimg', 'coco']);

/**
 * The image size that an annotation states is not the image's. The scale factor of every box follows from it, and so
 * does what a crop keeps. Where it is missing, 1.0.0rc1 falls back to the image's sides in the wrong order (A12, 1.7
 * D9). The true size is in the image's header: corrected.
 */
export const imageSize = defineRule({
  code: 'V11',
  name: 'image-size',
  reasons: { mismatch: 'error', swapped: 'error', 'not-positive': 'error', absent: 'warning' },
  catalogue: ['A12', 'P3'],
  options: noOptions,
  policy: 'correct-size',
  checkImage({ dataset, annotations, header }, _options, report) {
    if (!statesSize.has(dataset.format)) return;
    const stated = annotations.statedSize;
    if (stated === undefined) {
      // Of a file that could not be read as a whole, V0 says more.
      if (annotations.problems.some(({ object }) => object === undefined)) return;
      report({ reason: 'absent', fix: { action: 'manual' } });
      return;
    }
    const { width, height, line } = stated;
    if (header === undefined) {
      if (width > 0 && height > 0) return;
      report({ reason: 'not-positive', line, values: { width, height }, fix: { action: 'manual' } });
      return;
    }
    const { width: trueWidth, height: trueHeight } = sizeAsLoaded(header);
    if (width === trueWidth && height === trueHeight) return;
    report({
      reason: width === trueHeight && height === trueWidth ? 'swapped' : 'mismatch',
      line,
      values: { width, height, trueWidth, trueHeight },
      fix: {
        action: 'correct-size',
        values: { width: trueWidth, height: trueHeight, depth: header.channels },
      },
    });
  },
});
