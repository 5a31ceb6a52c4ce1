/**
 * Coordinates and sides beyond this many pixels count as not finite, and sides below its inverse as zero: products of
 * four of them still neither overflow nor underflow, so nothing computed from them can become infinite or NaN.
 */
export const largestCoordinate = 1e75;

/** Whether a coordinate is a number that geometry can work with. */
export function isUsable(coordinate: number): boolean {
  return Math.abs(coordinate) <= largestCoordinate; // false for NaN
}

/** Whether all coordinates are numbers that geometry can work with. */
export function areUsable(coordinates: ArrayLike<number>): boolean {
  for (let i = 0; i < coordinates.length; i++) if (!isUsable(coordinates[i])) return false;
  return true;
}

/** Whether a side is a positive number that geometry can work with. */
export function isUsableSide(side: number): boolean {
  return side >= 1 / largestCoordinate && side <= largestCoordinate;
}
