/** To four decimals, which is more than targets, losses and pixels mean. NaN and infinities stay, -0 becomes 0. */
export function rounded(value: number): number {
  return Number.isFinite(value) ? Math.round(value * 1e4) / 1e4 + 0 : value;
}

/** To four significant digits, for numbers that may be tiny. NaN stays. */
export function significant(value: number): number {
  return Number(value.toPrecision(4));
}
