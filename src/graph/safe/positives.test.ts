import { expect, it } from 'vitest';
import { evaluate, tensor } from '../evaluate.js';
import { gradient } from '../gradient.js';
import { constant } from '../ops/constant.js';
import { input } from '../ops/input.js';
import { unguardedLog } from '../ops/log.js';
import { multiply } from '../ops/multiply.js';
import { reduceSum } from '../ops/reduce-sum.js';
import type { Value } from '../types.js';
import { positivesOr, sumOverPositives } from './positives.js';

const sides = input('sides', [3]);
const positive = input('positive', [3], 'bool');
const feeds = new Map([
  [sides, tensor([3], [2, 0, Number.NaN])],
  [positive, tensor([3], [1, 0, 0])],
]);
const lossAndGradient = (loss: Value) =>
  evaluate([loss, ...gradient(loss, [sides])], feeds).map(({ data }) => [...data]);

it('takes loss and gradient of positives only, where a weight of 0 gives NaN (NS6)', () => {
  const weights = constant([1, 0, 0], [3]);
  const [weighted, weightedGradient] = lossAndGradient(reduceSum(multiply(unguardedLog(sides), weights)));
  expect(weighted).toEqual([Number.NaN]);
  expect(weightedGradient).toEqual([0.5, Number.NaN, Number.NaN]);

  const safe = sumOverPositives(positive, unguardedLog(positivesOr(positive, sides, 1)));
  expect(lossAndGradient(safe)).toEqual([[Math.log(2)], [0.5, 0, 0]]);
});
