import { add } from '../ops/add.js';
import { conv2dOp } from '../ops/conv2d.js';
import type { Convolution } from '../ops/convolution.js';
import { multiply } from '../ops/multiply.js';
import { negate } from '../ops/negate.js';
import { reshape } from '../ops/reshape.js';
import type { GraphNode, Value } from '../types.js';
import { apply, sizeOf } from '../value.js';
import { rewrite, usersOf } from './rewrite.js';

/** A convolution, taken apart. */
interface Parts {
  readonly x: Value;
  readonly weight: Value;
  readonly bias: Value | undefined;
  readonly how: Convolution;
}

/**
 * Takes what scales and shifts each channel of a convolution, such as a batch norm in inference mode, into its weights
 * and bias: two passes over the result less, and two less over its gradient. Scale and shift keep their gradients,
 * through the weights. Fold before deriving the gradient, which needs the result as it stands there otherwise.
 */
export function foldNorms(outputs: readonly Value[]): Value[] {
  const users = usersOf(outputs);
  return rewrite(outputs, (node, inputs) => {
    const step = steps[node.op.name];
    const at = inputs.findIndex(({ node: source }) => source.op.name === conv2dOp.name);
    if (step === undefined || at < 0 || users.get(node.inputs[at])?.length !== 1) return undefined;
    const conv = inputs[at];
    const other = perChannel(inputs[1 - at], conv.shape[1]);
    if (other === undefined || node.outputs[0].shape.join() !== conv.shape.join()) return undefined;
    const folded = step(partsOf(conv.node), other, at);
    return folded && [convolved(folded)];
  });
}

/** By operation: the convolution with a channel's number taken in; `at` says on which side the convolution stands. */
const steps: Readonly<Record<string, (parts: Parts, other: Value, at: number) => Parts | undefined>> = {
  multiply: ({ x, weight, bias, how }, scale) => ({
    x,
    weight: multiply(weight, reshape(scale, [-1, 1, 1, 1])),
    bias: bias && multiply(bias, scale),
    how,
  }),
  add: shifted,
  subtract: (parts, other, at) => (at === 0 ? shifted(parts, negate(other)) : undefined),
};

function shifted({ bias, ...parts }: Parts, shift: Value): Parts {
  return { ...parts, bias: bias === undefined ? shift : add(bias, shift) };
}

function partsOf({ inputs: [x, weight, bias], attributes }: GraphNode): Parts {
  return { x, weight, bias, how: attributes as Convolution };
}

function convolved({ x, weight, bias, how }: Parts): Value {
  return apply(conv2dOp, bias === undefined ? [x, weight] : [x, weight, bias], how);
}

/** A value that broadcasts one number to each channel of [N, C, H, W], as [C]; undefined if it does not. */
function perChannel(value: Value, channels: number): Value | undefined {
  const { shape } = value;
  const isAlongChannels = shape.length >= 3 && shape.at(-3) === channels && sizeOf(shape) === channels;
  return isAlongChannels ? reshape(value, [channels]) : undefined;
}
