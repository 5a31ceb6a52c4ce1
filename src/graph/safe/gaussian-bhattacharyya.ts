import { add } from '../ops/add.js';
import { constant } from '../ops/constant.js';
import { unguardedDivide } from '../ops/divide.js';
import { unguardedLog } from '../ops/log.js';
import { multiply } from '../ops/multiply.js';
import { square } from '../ops/square.js';
import { subtract } from '../ops/subtract.js';
import type { Value } from '../types.js';
import { type BoxColumns, determinantOfSum, gaussianPair } from './gaussian.js';

/**
 * Bhattacharyya distance between two boxes' Gaussians by its closed form (S13): with M = (Σ₁ + Σ₂) / 2,
 * ½ ln(det M / √(det Σ₁ det Σ₂)) + ⅛ dᵀ M⁻¹ d, every term of det M and of dᵀ adj(M) d being positive. The distance of
 * MMRotate's `bcd_loss`.
 */
export function gaussianBhattacharyya(first: BoxColumns, second: BoxColumns, floor?: number): Value {
  const pair = gaussianPair(first, second, floor);
  const { c, s, dx, dy } = pair;
  // Σ₁ + Σ₂ = 2 M: its determinant is 4 det M, and dᵀ M⁻¹ d = 2 dᵀ adj(Σ₁ + Σ₂) d / det(Σ₁ + Σ₂).
  const determinant = determinantOfSum(pair);
  const roots = add(unguardedLog(pair.first.root), unguardedLog(pair.second.root));
  const volume = subtract(unguardedLog(multiply(determinant, constant(0.25))), roots);
  const [across, along] = [subtract(multiply(s, dx), multiply(c, dy)), add(multiply(c, dx), multiply(s, dy))];
  const own = add(multiply(pair.first.b, square(dx)), multiply(pair.first.a, square(dy)));
  const other = add(multiply(pair.second.a, square(across)), multiply(pair.second.b, square(along)));
  const shift = unguardedDivide(add(own, other), determinant);
  return add(multiply(constant(0.5), volume), multiply(constant(0.25), shift));
}
