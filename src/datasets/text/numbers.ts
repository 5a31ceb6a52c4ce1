// Powers of ten that float64 holds exactly; a mantissa below 2^53 divided by one of them is correctly rounded
// (Clinger, "How to read floating point numbers accurately", 1990), so the common case needs no string.
const powersOfTen = Array.from({ length: 23 }, (_, exponent) => 10 ** exponent);
const largestMantissa = 2 ** 53 / 10 - 1;

const special: Readonly<Record<string, number>> = { nan: Number.NaN, inf: Infinity, infinity: Infinity };
const grammar = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/**
 * The number written in `bytes[start, end)` as Python's `float` reads it, since that is what the toolboxes use:
 * `nan`, `inf` and `1e999` are numbers. Undefined for anything else, such as `--5` or `12..3`.
 */
export function parseNumber(bytes: Buffer, start: number, end: number): number | undefined {
  let at = start;
  const sign = bytes[at];
  if (sign === 0x2d || sign === 0x2b) at += 1;
  let mantissa = 0;
  let digits = 0;
  let decimals = -1;
  for (; at < end; at += 1) {
    const byte = bytes[at];
    if (byte >= 0x30 && byte <= 0x39) {
      if (mantissa > largestMantissa) return parseSlowly(bytes, start, end);
      mantissa = mantissa * 10 + byte - 0x30;
      digits += 1;
      if (decimals >= 0) decimals += 1;
    } else if (byte === 0x2e && decimals < 0) {
      decimals = 0;
    } else {
      return parseSlowly(bytes, start, end);
    }
  }
  if (digits === 0 || decimals >= powersOfTen.length) return parseSlowly(bytes, start, end);
  const value = decimals > 0 ? mantissa / powersOfTen[decimals] : mantissa;
  return sign === 0x2d ? -value : value;
}

function parseSlowly(bytes: Buffer, start: number, end: number): number | undefined {
  return numberOf(bytes.toString('latin1', start, end));
}

/** The number that a text without white space states, as `parseNumber` reads it; undefined if it states none. */
export function numberOf(text: string): number | undefined {
  if (grammar.test(text)) return Number(text);
  const unsigned = text.replace(/^[+-]/, '').toLowerCase();
  if (!Object.hasOwn(special, unsigned)) return undefined;
  return text.startsWith('-') ? -special[unsigned] : special[unsigned];
}

/** The integer written in `bytes[start, end)` as Python's `int` reads it, or undefined. */
export function parseInteger(bytes: Buffer, start: number, end: number): number | undefined {
  const signed = bytes[start] === 0x2d || bytes[start] === 0x2b;
  for (let at = signed ? start + 1 : start; at < end; at += 1) {
    if (bytes[at] < 0x30 || bytes[at] > 0x39) return undefined;
  }
  return parseNumber(bytes, start, end);
}

/**
 * A number with as many decimals as it needs, but no more than `most` and no fewer than `least`.
 * `nan` and `inf` are spelt as Python reads them.
 */
export function formatDecimal(value: number, least: number, most: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
  if (Math.abs(value) >= 1e21) return String(value);
  if (Number.isInteger(value)) return value.toFixed(least);
  const text = value.toFixed(most).replace(/^-(?=[0.]+$)/, '');
  let end = text.length;
  const shortest = text.indexOf('.') + 1 + least;
  while (end > shortest && text[end - 1] === '0') end -= 1;
  if (text[end - 1] === '.') end -= 1;
  return text.slice(0, end);
}

/** Decimals at which a pixel coordinate keeps a millionth of a pixel. */
export const pixelDecimals = 7;
