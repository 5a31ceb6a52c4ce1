import { fewSamples } from './d1-few-samples.js';
import { describeRule, type ImageParts } from './testing.js';

const ships = (objects: number, split?: string): ImageParts => ({
  ...(split !== undefined && { split }),
  objects: Array.from({ length: objects }, () => ({})),
});
const times = (count: number, image: ImageParts) => Array.from({ length: count }, () => image);

describeRule(fewSamples, {
  silent: {
    'a small dataset': { images: times(98, { objects: [] }).concat(ships(1)) },
    'a class that is common enough': { images: times(100, ships(1)) },
    'a class that no evaluation has': {
      dataset: { splits: ['train', 'val'] },
      images: [...times(60, ships(1, 'train')), ...times(60, { split: 'val', objects: [] })],
    },
    'a dataset without a training split': { dataset: { splits: ['val'] }, images: times(100, ships(1, 'val')) },
  },
  reasons: {
    'few-objects': {
      images: [...times(100, { objects: [] }), ...times(29, ships(1))],
      values: { name: 'ship', objects: 29, limit: 30 },
      report: { class: 'ship' },
    },
    'few-images': {
      images: [...times(100, { objects: [] }), ...times(9, ships(10))],
      values: { objects: 90, images: 9, limit: 10 },
    },
    'not-in-training': {
      dataset: { splits: ['train', 'val'] },
      images: [...times(60, { split: 'train', objects: [] }), ...times(60, ships(1, 'val'))],
      values: { objects: 60, splits: ['val'] },
    },
  },
});
