import { classSpelling } from './d12-class-spelling.js';
import { describeRule } from './testing.js';

const dataset = { classesFrom: 'labels', classes: [] } as const;
const images = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts).map(([className, count]) => ({
    objects: Array.from({ length: count }, () => ({ className })),
  }));

describeRule(classSpelling, {
  silent: {
    'different classes': { dataset, images: images({ ship: 300, plane: 3 }) },
    'names one letter apart that are both common': { dataset, images: images({ tank: 300, bank: 30 }) },
    'names that numbers tell apart': { dataset, images: images({ model1: 300, model2: 1 }) },
    'a dataset with a class list, which is V10': { images: images({ ship: 300, Ship: 1 }) },
  },
  reasons: {
    spellings: {
      dataset,
      images: images({ 'Large Vehicle': 2, large_vehicle: 5, ship: 9 }),
      values: { names: ['large_vehicle', 'Large Vehicle'] },
      report: { class: 'large_vehicle' },
    },
    typo: {
      dataset,
      images: images({ plane: 300, plan: 3 }),
      values: { name: 'plan', objects: 3, meant: 'plane', meantObjects: 300 },
    },
  },
});
