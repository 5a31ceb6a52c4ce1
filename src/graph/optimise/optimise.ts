import type { Value } from '../types.js';
import { blockLayout } from './block-layout.js';
import { foldConstants } from './fold-constants.js';
import { fuseConvolutions } from './fuse-convolutions.js';
import { layOutWeightGradients } from './lay-out-weight-gradients.js';
import { removeIdentities } from './remove-identities.js';
import { shareCommon } from './share-common.js';
import { winograd } from './winograd.js';

export interface OptimiseOptions {
  /**
   * Whether the graph is to run on ONNX Runtime's processor kernels, so that it may be written for them. By default it is
   * if a block is given; otherwise it stays fit for other execution providers and for .onnx files that others read.
   */
  readonly processor?: boolean;
  /** Channels in a block of the processor's fast convolutions, from `blockSize`; images keep their plain layout without. */
  readonly block?: number | undefined;
}

/**
 * Rewrites a graph so that it runs faster and gives the same values: constants folded, what is computed twice computed
 * once, identities taken out; and for the processor Winograd's convolutions, gradients of weights as convolutions, and
 * images laid out in blocks. Optimise last: gradients are derived from the graph as it was written.
 */
export function optimise(
  outputs: readonly Value[],
  { block, processor = block !== undefined }: OptimiseOptions = {},
): Value[] {
  const simple = simplified(outputs);
  if (!processor) return simple;
  const fast = simplified(winograd(simple));
  if (block === undefined) return layOutWeightGradients(fast);
  return fuseConvolutions(simplified(layOutWeightGradients(blockLayout(fast, block))));
}

function simplified(outputs: readonly Value[]): Value[] {
  return shareCommon(removeIdentities(foldConstants(outputs)));
}
