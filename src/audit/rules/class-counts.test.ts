import { expect, it } from 'vitest';
import { classCounts } from './class-counts.js';
import { imageOf } from './testing.js';

it('counts objects, images and images by split, whole or in parts', () => {
  const images = [
    imageOf({ split: 'train', objects: [{}, {}, { className: 'plane' }, {}] }),
    imageOf({ split: 'val', objects: [{}] }),
    imageOf({ split: 'val', objects: [{}, { className: 'plane' }] }),
    imageOf({ objects: [] }),
  ];
  const whole = classCounts.start();
  for (const image of images) classCounts.add(whole, image);
  const merged = classCounts.start();
  for (const image of images) {
    const part = classCounts.start();
    classCounts.add(part, image);
    classCounts.merge(merged, part);
  }
  for (const { images, classes } of [whole, merged]) {
    expect(images).toBe(4);
    expect(classes.get('ship')).toMatchObject({ objects: 5, images: 3, imagesBySplit: { train: 1, val: 2 } });
    expect(classes.get('plane')).toMatchObject({ objects: 2, images: 2, imagesBySplit: { train: 1, val: 1 } });
  }
});
