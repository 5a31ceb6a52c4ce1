import { outward } from '../interval.js';
import type { Op, Value } from '../types.js';
import { apply } from '../value.js';
import { elementwise, elementwiseType, emitAs } from './elementwise.js';
import { sumTo } from './sum-to.js';

const addOp: Op<undefined> = {
  name: 'add',
  infer: elementwiseType('add', ['float32', 'float32'], 'float32'),
  evaluate: elementwise((a, b) => a + b),
  emit: emitAs('Add'),
  gradient: ({ inputs: [a, b] }, [arriving]) =>
    arriving === undefined ? [] : [sumTo(arriving, a.shape), sumTo(arriving, b.shape)],
  interval: ([a, b]) => [outward(a.low + b.low, a.high + b.high, a.mayBeNaN || b.mayBeNaN || oppositeInfinities(a, b))],
};

/** ∞ − ∞ is NaN. */
function oppositeInfinities(a: { low: number; high: number }, b: { low: number; high: number }): boolean {
  return (
    (a.high === Number.POSITIVE_INFINITY && b.low === Number.NEGATIVE_INFINITY) ||
    (a.low === Number.NEGATIVE_INFINITY && b.high === Number.POSITIVE_INFINITY)
  );
}

/** a + b, with broadcasting. float32. */
export function add(a: Value, b: Value): Value {
  return apply(addOp, [a, b], undefined);
}
