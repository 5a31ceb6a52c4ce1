import { formatDecimal, pixelDecimals } from '../text/numbers.js';

/**
 * A coordinate as DOTA writes it: one decimal, more only if the value has them. Where `old` is given, a value that it
 * states already keeps its spelling, and a whole number stays without a point if the old one had none.
 */
export function coordinateText(value: number, old?: string): string {
  if (old !== undefined && Number(old) === value) return old;
  const least = old !== undefined && /^[+-]?\d+$/.test(old) ? 0 : 1;
  return formatDecimal(value, least, pixelDecimals);
}
