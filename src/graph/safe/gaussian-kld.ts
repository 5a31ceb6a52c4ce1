import { add } from '../ops/add.js';
import { constant } from '../ops/constant.js';
import { unguardedDivide } from '../ops/divide.js';
import { unguardedLog } from '../ops/log.js';
import { multiply } from '../ops/multiply.js';
import { square } from '../ops/square.js';
import { subtract } from '../ops/subtract.js';
import type { Value } from '../types.js';
import { type BoxColumns, gaussianPair } from './gaussian.js';

/**
 * Kullback-Leibler divergence of the second box's Gaussian from the first's, KL(second ‖ first), by its closed form (S13). The
 * loss of MMRotate's `kld_loss(pred, target)` is made of the divergence with the prediction first.
 * (Yang et al., "Learning High-Precision Bounding Box for Rotated Object Detection via Kullback-Leibler Divergence",
 * NeurIPS 2021.)
 */
export function gaussianKld(first: BoxColumns, second: BoxColumns, floor?: number): Value {
  const pair = gaussianPair(first, second, floor);
  const { a, b, root } = pair.first;
  const along = add(multiply(pair.second.a, pair.cc), multiply(pair.second.b, pair.ss));
  const across = add(multiply(pair.second.a, pair.ss), multiply(pair.second.b, pair.cc));
  const spread = add(unguardedDivide(add(along, square(pair.dx)), a), unguardedDivide(add(across, square(pair.dy)), b));
  // ½ ln det Σ = ln root
  const volume = subtract(unguardedLog(root), unguardedLog(pair.second.root));
  return subtract(add(multiply(constant(0.5), spread), volume), constant(1));
}
