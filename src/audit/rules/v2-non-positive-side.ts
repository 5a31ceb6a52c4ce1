import { defineRule, noOptions } from './define.js';
import { hasImproperSides } from './shapes.js';

/**
 * A format with explicit sides states one that is zero or negative, or a box whose maximum is not above its minimum.
 * The logarithm of such a side does not exist (A16, A18, C4). MMRotate 1.0.0rc1 turns a negative side positive on the
 * way through corners, but which of the numbers is wrong cannot be known: dropped.
 */
export const nonPositiveSide = defineRule({
  code: 'V2',
  name: 'non-positive-side',
  reasons: { zero: 'error', negative: 'error' },
  catalogue: ['A16', 'A18', 'A20', 'C4', 'S0'],
  options: noOptions,
  consequential: true,
  policy: 'drop',
  checkImage({ shapes }, _options, report) {
    for (const { object } of shapes) {
      const { written } = object;
      if (!hasImproperSides(written) || written.kind === 'polygon') continue;
      const [width, height] =
        written.kind === 'rotated'
          ? [written.w, written.h]
          : [written.xmax - written.xmin, written.ymax - written.ymin];
      report({
        reason: width < 0 || height < 0 ? 'negative' : 'zero',
        object,
        values: { width, height },
        fix: { action: 'drop' },
      });
    }
  },
});
