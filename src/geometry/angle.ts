/**
 * The angle that differs from `angle` by a multiple of `period` and lies in [start, start + period), in radians (S7).
 * An angle already in the range comes back unchanged, bit for bit; a non-finite angle gives 0 (or `start`, where the
 * range has no 0). Works by remainder, so it ends at once for any input, however large.
 */
export function wrapAngle(angle: number, period: number, start: number): number {
  const end = start + period;
  if (angle >= start && angle < end) return angle;
  if (!Number.isFinite(angle)) return start <= 0 && end > 0 ? 0 : start;
  const remainder = angle % period; // exact
  const wrapped = remainder - period * Math.floor((remainder - start) / period);
  return wrapped >= start && wrapped < end ? wrapped : start;
}
