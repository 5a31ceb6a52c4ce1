import { type BlockedConvolution, blockedConv2dOp } from '../ops/blocked-conv2d.js';
import type { GraphNode, Value } from '../types.js';
import { apply } from '../value.js';
import { rewrite, usersOf } from './rewrite.js';

/**
 * Lets blocked convolutions add what is added to their result, and take max(0, ·) of it, while it is still in the
 * processor's registers: a pass over memory less each. Only where nothing else uses the result.
 */
export function fuseConvolutions(outputs: readonly Value[]): Value[] {
  const users = usersOf(outputs);
  return rewrite(outputs, (node, inputs) => {
    const isFree = (at: number) => users.get(node.inputs[at])?.length === 1;
    if (node.op.name === 'relu') return isFree(0) ? withRelu(inputs[0]) : undefined;
    if (node.op.name !== 'add') return undefined;
    // The younger of two convolutions takes the older one's result.
    const order = inputs[0].node.id > inputs[1].node.id ? [0, 1] : [1, 0];
    for (const at of order) {
      const fused = isFree(at) ? withAddend(inputs[at], inputs[1 - at]) : undefined;
      if (fused !== undefined) return fused;
    }
    return undefined;
  });
}

function withRelu({ node }: Value): [Value] | undefined {
  const how = convolutionOf(node);
  return how && !how.relu ? [apply(blockedConv2dOp, node.inputs, { ...how, relu: true })] : undefined;
}

function withAddend(conv: Value, addend: Value): [Value] | undefined {
  const how = convolutionOf(conv.node);
  if (how === undefined || how.relu || how.hasAddend || addend.shape.join() !== conv.shape.join()) return undefined;
  return [apply(blockedConv2dOp, [...conv.node.inputs, addend], { ...how, hasAddend: true })];
}

function convolutionOf(node: GraphNode): BlockedConvolution | undefined {
  return node.op.name === blockedConv2dOp.name ? (node.attributes as BlockedConvolution) : undefined;
}
