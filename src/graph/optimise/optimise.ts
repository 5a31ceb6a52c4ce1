import type { Value } from '../types.js';
import { blockLayout } from './block-layout.js';
import { foldConstants } from './fold-constants.js';
import { fuseConvolutions } from './fuse-convolutions.js';
import { removeIdentities } from './remove-identities.js';
import { shareCommon } from './share-common.js';
import { winograd } from './winograd.js';

export interface OptimiseOptions {
  /**
   * Channels in a block of ONNX Runtime's fast convolutions on this processor, from `blockSize`. Images keep their plain
   * layout and convolutions their plain form without: for .onnx files that others read, and for other execution providers.
   */
  readonly block?: number;
}

/**
 * Rewrites a graph so that it runs faster and gives the same values: constants folded, what is computed twice computed
 * once, identities taken out, and, for the processor, Winograd's convolutions and images laid out in blocks. Optimise
 * last: gradients belong to the graph as it was written. Values that are to be tapped must be among the outputs to keep their identity.
 */
export function optimise(outputs: readonly Value[], { block }: OptimiseOptions = {}): Value[] {
  if (block === undefined) return simplified(outputs);
  return fuseConvolutions(simplified(blockLayout(simplified(winograd(outputs)), block)));
}

function simplified(outputs: readonly Value[]): Value[] {
  return shareCommon(removeIdentities(foldConstants(outputs)));
}
