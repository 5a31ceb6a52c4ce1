import { describeRule } from './testing.js';
import { unknownClass } from './v10-unknown-class.js';

const named = (className: string) => [{ objects: [{ className }] }];

describeRule(unknownClass, {
  silent: {
    'known classes': { images: named('ship') },
    'names of another case, where case does not count': { images: named('SHIP'), dataset: { classesIgnoreCase: true } },
    'any name, where the labels are the class list': { images: named('anything'), dataset: { classesFrom: 'labels' } },
    'an id without a name, which is V16': { images: named('#9') },
  },
  reasons: {
    spelling: {
      images: named('Large_Vehicle'),
      values: { name: 'Large_Vehicle', suggestion: 'large-vehicle' },
      fix: { action: 'rename-class', values: { to: 'large-vehicle' } },
    },
    misspelt: { images: named('plan'), values: { suggestion: 'plane' }, fix: { action: 'manual' } },
    unknown: { images: named('windmill'), fix: { action: 'manual' } },
  },
});
