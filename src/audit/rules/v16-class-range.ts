import { z } from 'zod';
import { rules as wording } from '../../foundation/wording/rules.js';
import { count, defineRule } from './define.js';

/** Classes seen, as the files write them. */
interface State {
  images: number;
  readonly seen: Set<string>;
}

/**
 * Class ids that the class list does not reach: the CUDA focal loss reads a one-hot index out of range, and the losses
 * turn absurd or a device assertion fires (K4, O12). The same for classes beyond the `num_classes` of the training
 * configuration, if it is given. Declared classes that never occur only cost a little; standard lists (DIOR-R's twenty)
 * are often used in part.
 */
export const classRange = defineRule({
  code: 'V16',
  name: 'class-range',
  reasons: { 'no-such-id': 'error', 'beyond-model': 'error', unused: 'warning' },
  catalogue: ['K4', 'O12'],
  options: z.strictObject({
    numClasses: z.number().int().positive().optional().describe(wording.en['V16.option.numClasses']),
    images: count('V16.option.images', 100),
  }),
  checkImage({ dataset, shapes }, _options, report) {
    const classes = dataset.classes.length;
    if (classes === 0 || dataset.classesFrom === 'labels') return;
    for (const { object } of shapes) {
      if (object.classId === undefined || object.className !== `#${object.classId}`) continue;
      report({ reason: 'no-such-id', object, values: { id: object.classId, classes } });
    }
  },
  dataset: {
    start: (): State => ({ images: 0, seen: new Set() }),
    add(state, { shapes }) {
      state.images += 1;
      let previous = '';
      for (const { object } of shapes) {
        if (object.className === previous) continue;
        previous = object.className;
        state.seen.add(previous);
      }
    },
    merge(into, later) {
      into.images += later.images;
      for (const name of later.seen) into.seen.add(name);
    },
    finish({ images, seen }, { classes, classesFrom, classesIgnoreCase }, options, report) {
      const written = (name: string): string => (classesIgnoreCase ? name.toLowerCase() : name);
      const used = new Set([...seen].map(written));
      const { numClasses } = options;
      if (numClasses !== undefined && classes.length > numClasses) {
        const beyond = classes.slice(numClasses).filter((name) => used.has(written(name)));
        if (beyond.length > 0) {
          report({ reason: 'beyond-model', values: { classes: beyond, declared: classes.length, numClasses } });
        }
      }
      if (classesFrom === 'labels' || images < options.images) return;
      const unused = classes.filter((name) => !used.has(written(name)));
      if (unused.length === 0) return;
      const severity = classesFrom === 'file' ? 'warning' : 'info';
      report({ reason: 'unused', severity, values: { classes: unused, count: unused.length } });
    },
  },
});
