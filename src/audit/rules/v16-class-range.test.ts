import { describeRule } from './testing.js';
import { classRange } from './v16-class-range.js';

const dataset = { format: 'yolo-obb', classes: ['ship', 'plane', 'dam'], classesFrom: 'file' } as const;
const many = (...names: string[]) => names.map((className) => ({ objects: [{ className }] }));

describeRule(classRange, {
  silent: {
    'ids with names': { dataset, images: [{ objects: [{ classId: 0, className: 'ship' }] }] },
    'ids of a dataset without names': {
      dataset: { format: 'yolo-obb', classes: [], classesFrom: 'labels' },
      images: [{ objects: [{ classId: 7, className: '#7' }] }],
    },
    'unused classes of a small dataset': { dataset, images: many('ship') },
    'classes within the model': { dataset, images: many('ship', 'plane'), options: { numClasses: 2 } },
    'a list that the labels make': {
      dataset: { ...dataset, classesFrom: 'labels' },
      images: many('ship'),
      options: { images: 1 },
    },
    'names of another case, where case does not count': {
      dataset: { ...dataset, classesIgnoreCase: true },
      images: many('SHIP', 'Plane', 'dam'),
      options: { images: 3 },
    },
  },
  reasons: {
    'no-such-id': { dataset, images: [{ objects: [{ classId: 7, className: '#7' }] }], values: { id: 7, classes: 3 } },
    'beyond-model': {
      dataset,
      images: many('ship', 'plane', 'dam'),
      options: { numClasses: 2 },
      values: { classes: ['dam'], declared: 3 },
    },
    unused: [
      { dataset, images: many('ship', 'ship'), options: { images: 2 }, values: { classes: ['plane', 'dam'] } },
      {
        dataset: { ...dataset, classesFrom: 'standard' },
        images: many('ship', 'dam'),
        options: { images: 2 },
        severity: 'info',
      },
    ],
  },
});
