import fc from 'fast-check';
import { add } from '../ops/add.js';
import { input } from '../ops/input.js';
import { multiply } from '../ops/multiply.js';
import { reduceSum } from '../ops/reduce-sum.js';
import type { HostTensor, Op, Value } from '../types.js';
import { apply } from '../value.js';
import type { Buffers } from './buffers.js';

const hostSquareOp: Op<undefined> = {
  name: 'host-square',
  infer: ([{ shape }]) => [{ dtype: 'float32', shape }],
  evaluate: ([{ shape, data }]) => [{ shape, data: data.map((element) => element * element) }],
  host: ([{ data }], [output]) => {
    data.forEach((element, index) => {
      output.data[index] = Number(element) * Number(element);
    });
  },
};

interface Settings {
  readonly buffers?: Buffers;
  /** Sees the tensors of each run. */
  readonly watch?: (tensors: readonly HostTensor[]) => void;
}

/** a², computed by the host: the simplest host operation, for tests. */
export function hostSquare(a: Value, { buffers, watch }: Settings = {}): Value {
  const host: Op<undefined>['host'] = (inputs, outputs, attributes) => {
    watch?.([...inputs, ...outputs]);
    return hostSquareOp.host?.(inputs, outputs, attributes);
  };
  return apply({ ...hostSquareOp, host, buffers }, [a], undefined);
}

/** Two earlier values, whether the host makes the next one of the first, and else what ONNX Runtime does. */
type Entry = readonly [one: number, other: number, isHost: boolean, kind: number];

/** Recipes for small random graphs in which a quarter of the nodes are host operations. */
export const graphs: fc.Arbitrary<readonly Entry[]> = fc.array(
  fc.tuple(
    fc.nat(),
    fc.nat(),
    fc.nat(3).map((n) => n === 0),
    fc.nat(2),
  ),
  { minLength: 2, maxLength: 9 },
);

/** All values of a random graph; the first two are its inputs `x` [2] and `y` [3, 1]. */
export function graphOf(recipe: readonly Entry[]): Value[] {
  const values: Value[] = [input('x', [2]), input('y', [3, 1])];
  for (const [a, b, isHost, kind] of recipe) {
    const [one, other] = [values[a % values.length], values[b % values.length]];
    if (isHost) values.push(hostSquare(one));
    else if (kind === 0) values.push(reduceSum(one, [one.shape.length - 1], true));
    else values.push(kind === 1 ? add(one, other) : multiply(one, other));
  }
  return values;
}
