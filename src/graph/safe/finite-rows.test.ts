import { expect, it } from 'vitest';
import { boundsOf } from '../bounds.js';
import { evaluate, tensor } from '../evaluate.js';
import { constant } from '../ops/constant.js';
import { input } from '../ops/input.js';
import { gradientAt } from '../ops/testing.js';
import { runtimeError } from '../testing.js';
import { countNonFiniteRows, finiteOr, finiteRows } from './finite-rows.js';

const rows = tensor([4, 2], [1, 2, Number.NaN, 3, 4, Number.POSITIVE_INFINITY, 5, 6]);

it('tells finite rows from others and counts the others', async () => {
  const value = constant(rows.data, rows.shape);
  const [finite, count] = evaluate([finiteRows(value), countNonFiniteRows(value)]);
  expect(finite).toEqual(tensor([4], [1, 0, 0, 1]));
  expect(count).toEqual(tensor([], [2]));
  expect(await runtimeError((x) => [finiteRows(x), countNonFiniteRows(x)], [rows])).toBe(0);
});

it('replaces what is not finite, and passes no gradient there', async () => {
  expect(await runtimeError((x) => finiteOr(x, constant(-1)), [rows])).toBe(0);
  const value = finiteOr(constant(rows.data, rows.shape), constant(-1));
  expect([...evaluate([value])[0].data]).toEqual([1, 2, -1, 3, 4, -1, 5, 6]);
  expect(gradientAt((x) => finiteOr(x, constant(-1)), rows)).toEqual([[1, 1, 0, 1, 1, 0, 1, 1]]);
  const known = input('known', [3]);
  const kept = finiteRows(known);
  expect(boundsOf([kept], new Map([[known, { low: -1, high: 1, mayBeNaN: false }]])).get(kept)?.low).toBe(1);
});
