import { defineRule, noOptions } from './define.js';
import { sceneOf } from './scenes.js';

/** Where a source scene or an image file occurs: the first annotation file of each split, and how many. */
interface Occurrence {
  images: number;
  readonly firstBySplit: Record<string, string>;
}

interface State {
  readonly scenes: Map<string, Occurrence>;
  readonly imageFiles: Map<string, Occurrence>;
}

/**
 * Windows or augmented copies of one source image in more than one split, or one image file in two lists: the evaluation
 * then measures ground that was trained on. The split `trainval` may share with `train` and `val`, which make it up.
 */
export const splitLeakage = defineRule({
  code: 'D6',
  name: 'split-leakage',
  reasons: { 'same-scene': 'warning', 'same-image': 'warning' },
  catalogue: [],
  options: noOptions,
  dataset: {
    start: (): State => ({ scenes: new Map(), imageFiles: new Map() }),
    add({ scenes, imageFiles }, { dataset, annotations }) {
      const { id, split, imageFile, annotationFile } = annotations;
      if (split === undefined || dataset.splits.length < 2) return;
      const scene = sceneOf(id);
      if (scene !== undefined) note(scenes, scene, split, annotationFile);
      if (imageFile !== undefined) note(imageFiles, imageFile, split, annotationFile);
    },
    merge(into, later) {
      mergeOccurrences(into.scenes, later.scenes);
      mergeOccurrences(into.imageFiles, later.imageFiles);
    },
    finish({ scenes, imageFiles }, { shared = [] }, _options, report) {
      for (const [scene, { images, firstBySplit }] of scenes) {
        const leak = leakOf(firstBySplit);
        if (leak !== undefined) {
          report({ reason: 'same-scene', file: leak.file, values: { scene, images, splits: leak.splits } });
        }
      }
      for (const [image, { firstBySplit }] of imageFiles) {
        const leak = leakOf(firstBySplit);
        if (leak !== undefined)
          report({ reason: 'same-image', file: leak.file, values: { image, splits: leak.splits } });
      }
      for (const { item, splits, list, line } of shared) {
        report({ reason: 'same-image', file: list, line, values: { image: item, splits } });
      }
    },
  },
});

function note(occurrences: Map<string, Occurrence>, name: string, split: string, file: string): void {
  const known = occurrences.get(name);
  if (known === undefined) {
    occurrences.set(name, { images: 1, firstBySplit: { [split]: file } });
    return;
  }
  known.images += 1;
  known.firstBySplit[split] ??= file;
}

function mergeOccurrences(into: Map<string, Occurrence>, later: Map<string, Occurrence>): void {
  for (const [name, occurrence] of later) {
    const known = into.get(name);
    if (known === undefined) {
      into.set(name, occurrence);
      continue;
    }
    known.images += occurrence.images;
    for (const [split, file] of Object.entries(occurrence.firstBySplit)) known.firstBySplit[split] ??= file;
  }
}

/** The splits that share something they must not, and the file in the later of them; undefined if all is well. */
function leakOf(firstBySplit: Readonly<Record<string, string>>): { splits: string[]; file: string } | undefined {
  const splits = Object.keys(firstBySplit).sort();
  const madeUp = splits.includes('trainval') ? splits.filter((split) => split !== 'train' && split !== 'val') : splits;
  return madeUp.length < 2 ? undefined : { splits: madeUp, file: firstBySplit[madeUp[madeUp.length - 1]] };
}
