import type { Op, Value } from '../types.js';
import { apply } from '../value.js';

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

/** a², computed by the host: the simplest host operation, for tests. */
export function hostSquare(a: Value): Value {
  return apply(hostSquareOp, [a], undefined);
}
