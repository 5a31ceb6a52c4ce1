import { expect, it } from 'vitest';
import { forEachByClass, mergePerClass, type PerClass } from './per-class.js';
import { imageOf } from './testing.js';

const counted = (names: readonly string[]): PerClass<{ count: number }> => {
  const classes: PerClass<{ count: number }> = new Map();
  const image = imageOf({ objects: names.map((className) => ({ className })) });
  forEachByClass(
    classes,
    image,
    () => ({ count: 0 }),
    (entry) => {
      entry.count += 1;
    },
  );
  return classes;
};

it('counts by class, in any order', () => {
  expect([...counted(['ship', 'plane', 'ship', 'ship'])]).toEqual([
    ['ship', { count: 3 }],
    ['plane', { count: 1 }],
  ]);
});

it('keeps labels of garbage from filling memory', () => {
  const names = Array.from({ length: 6000 }, (_, i) => `name ${i}`);
  const classes = counted(names);
  expect(classes.size).toBe(5000);
  mergePerClass(classes, counted(['one more', 'name 0']), (into, { count }) => {
    into.count += count;
  });
  expect(classes.size).toBe(5000);
  expect(classes.get('name 0')).toEqual({ count: 2 });
});
