import { expect, it } from 'vitest';
import { evaluate, tensor } from '../evaluate.js';
import { constant } from './constant.js';
import { elementwise } from './elementwise.js';
import { sumTo } from './sum-to.js';

it.each([
  [[], 21],
  [[3], [5, 7, 9]],
  [
    [2, 1],
    [6, 15],
  ],
  [
    [2, 3],
    [1, 2, 3, 4, 5, 6],
  ],
  [[1, 1], 21],
])('sums over the axes along which a tensor of shape %j was broadcast', (shape, expected) => {
  const [result] = evaluate([sumTo(constant([1, 2, 3, 4, 5, 6], [2, 3]), shape)]);
  expect(result).toEqual(tensor(shape, expected));
});

it('is what broadcasting repeats, summed', () => {
  const add = elementwise((a, b, c) => a + b + c);
  const [sum] = add([tensor([2, 1, 2], [1, 2, 3, 4]), tensor([3, 1], [10, 20, 30]), tensor([], 100)], undefined);
  expect(sum).toEqual(tensor([2, 3, 2], [111, 112, 121, 122, 131, 132, 113, 114, 123, 124, 133, 134]));
});
