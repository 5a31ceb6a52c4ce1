import type { UnpairedItem } from '../../datasets/types.js';
import { groupBy } from '../../foundation/collections.js';
import type { FindingValue } from '../../foundation/finding.js';
import { defineRule, noOptions } from './define.js';

interface State {
  /** Images that annotations speak of. */
  annotated: number;
  /** Those of them that were found. */
  withImage: number;
}

/** Kinds of which a thousand mean no more than one: they get one finding. */
const counted: ReadonlySet<UnpairedItem['kind']> = new Set(['image-without-annotation', 'annotation-unlisted']);

/**
 * A list entry, an annotation or an image without its counterpart. A listed one stops the run when it is loaded, and so
 * does an annotation without an image, since MMRotate's DOTA loaders go by the label files. Unlisted annotations and
 * images without one are merely not trained on. A dataset without any image gets one hint: some checks need them.
 */
export const unpairedFile = defineRule({
  code: 'V22',
  name: 'unpaired-file',
  reasons: {
    'listed-without-annotation': 'error',
    'listed-without-image': 'error',
    'annotation-without-image': 'error',
    'image-without-annotation': 'info',
    'annotation-unlisted': 'info',
    'no-images': 'info',
  },
  catalogue: ['P14'],
  options: noOptions,
  dataset: {
    start: (): State => ({ annotated: 0, withImage: 0 }),
    add(state, { annotations: { imageFile } }) {
      state.annotated += 1;
      if (imageFile !== undefined) state.withImage += 1;
    },
    merge(into, later) {
      into.annotated += later.annotated;
      into.withImage += later.withImage;
    },
    finish({ annotated, withImage }, { unpaired }, _options, report) {
      const noImages = annotated > 0 && withImage === 0;
      if (noImages) report({ reason: 'no-images', values: { annotations: annotated } });
      for (const [kind, items] of groupBy(unpaired, ({ kind }) => kind)) {
        if (noImages && kind !== 'listed-without-annotation' && kind !== 'annotation-unlisted') continue;
        if (counted.has(kind)) {
          report({ reason: kind, values: { count: items.length, example: items[0].item } });
          continue;
        }
        for (const { item, list, line } of items) report({ reason: kind, ...placeOf(item, list, line) });
      }
    },
  },
});

/** The list that names the item, or else the item itself. */
function placeOf(item: string, list: string | undefined, line: number | undefined) {
  const values: Record<string, FindingValue> = { item, list: list ?? null };
  return { file: list ?? item, ...(line !== undefined && { line }), values };
}
