import { expect, it } from 'vitest';
import { boundsOf } from '../bounds.js';
import { evaluate, tensor } from '../evaluate.js';
import { runtimeError } from '../testing.js';
import type { Interval } from '../types.js';
import { input } from './input.js';
import { logicalAnd } from './logical-and.js';

const [a, b] = [input('a', [4], 'bool'), input('b', [4], 'bool')];
const [left, right] = [tensor([4], [0, 0, 1, 1]), tensor([4], [0, 1, 0, 1])];

it('has its table of truth', async () => {
  const [{ data }] = evaluate(
    [logicalAnd(a, b)],
    new Map([
      [a, left],
      [b, right],
    ]),
  );
  expect([...data]).toEqual([0, 0, 0, 1]);
  expect(await runtimeError(logicalAnd, [left, right], ['bool', 'bool'])).toBe(0);
});

it('is known where its inputs decide it', () => {
  const known = (value: number): Interval => ({ low: value, high: value, mayBeNaN: false });
  const either: Interval = { low: 0, high: 1, mayBeNaN: false };
  const result = logicalAnd(a, b);
  const at = (p: Interval, q: Interval) =>
    boundsOf(
      [result],
      new Map([
        [a, p],
        [b, q],
      ]),
    ).get(result);
  for (const [i, expected] of [0, 0, 0, 1].entries()) {
    expect(at(known(left.data[i]), known(right.data[i]))).toEqual(known(expected));
  }
  expect(at(known(0), either)).toEqual(known(0));
  expect(at(known(1), either)).toEqual(either);
});
