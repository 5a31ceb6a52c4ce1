import type { GraphNode, Op, Value } from '../types.js';
import { apply } from '../value.js';
import { blocked, blockedShape, inBlocks, unblocked, unblockedShape, withoutBlocks } from './blocks.js';
import { type MaxPool, maxPool2dOp } from './max-pool2d.js';

export const blockedMaxPool2dOp: Op<MaxPool> = {
  name: 'blocked-max-pool2d',
  infer: ([{ dtype, shape }], how) => {
    const [plain] = maxPool2dOp.infer([{ dtype, shape: unblockedShape(shape) }], how);
    return [{ dtype, shape: blockedShape(plain.shape, shape[4]) }];
  },
  evaluate: ([x], how) => [inBlocks(maxPool2dOp.evaluate([withoutBlocks(x)], how)[0], x.shape[4])],
  emit: ({ inputs: [x], attributes: { kernel, stride, padding }, outputs: [y] }, emitter) => {
    const list = (numbers: readonly number[]) => emitter.constant('int64', [numbers.length], numbers);
    const images = emitter.node('Reshape', [emitter.nameOf(x), list(unblockedShape(x.shape))]);
    const attributes = { kernel_shape: kernel, strides: stride, pads: padding };
    const result = emitter.node('com.microsoft.nchwc:MaxPool', [images], attributes);
    emitter.node('Reshape', [result, list(y.shape)], {}, emitter.nameOf(y));
  },
  gradient: ({ inputs: [x], attributes: how }, [arriving]) => {
    if (arriving === undefined) return [];
    const plain = apply(maxPool2dOp, [unblocked(x)], how);
    const [slope] = maxPool2dOp.gradient?.(plain.node as GraphNode<MaxPool>, [unblocked(arriving)]) ?? [];
    return [slope && blocked(slope, x.shape[4])];
  },
  interval: ([x]) => [x],
};

/** As `maxPool2d`, for blocked images. */
export function blockedMaxPool2d(x: Value, how: MaxPool): Value {
  return apply(blockedMaxPool2dOp, [x], how);
}
