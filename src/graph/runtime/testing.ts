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
