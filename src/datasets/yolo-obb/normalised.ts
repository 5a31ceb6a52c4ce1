import { formatDecimal, pixelDecimals } from '../text/numbers.js';

/**
 * A pixel coordinate as a fraction of the image's side, with so many decimals that a millionth of a pixel survives.
 * Where `old` is given and states that coordinate already, its spelling stays.
 */
export function normalisedText(value: number, side: number, old?: string): string {
  if (old !== undefined && Number(old) * side === value) return old;
  return formatDecimal(value / side, 0, pixelDecimals + Math.ceil(Math.log10(Math.max(1, side))));
}
