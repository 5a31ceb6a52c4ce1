/** A line longer than this is not a label; its bytes are skipped, not held. */
export const longestLine = 65_536;
/** Tokens of a line beyond these are counted only. */
const mostTokens = 64;

/** Byte kinds: white space inside a line as Python's `str.split` sees it, ends of line, NUL. */
const tab = 0x09;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const space = 0x20;

/**
 * Walks over the tokens of a text file line by line, on the bytes: no string is made and no line is copied, whatever
 * its length. Lines end at LF, CRLF or a lone CR; a byte order mark belongs to no token.
 *
 * ```
 * const lines = new LineScanner(content);
 * while (lines.next()) { lines.line; lines.count; lines.starts[0]; lines.ends[0]; }
 * ```
 */
export class LineScanner {
  /** One-based number of the current line. */
  line = 0;
  /** First byte of the line. */
  start = 0;
  /** One past the last byte before the end of line. */
  end = 0;
  /** First byte of the next line. */
  nextStart: number;
  /** Number of tokens, including those beyond the ones held. */
  count = 0;
  readonly starts = new Int32Array(mostTokens);
  readonly ends = new Int32Array(mostTokens);
  tooLong = false;
  hasNul = false;
  /** Whether the line has bytes outside ASCII. */
  hasHighBytes = false;

  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.nextStart = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  }

  /** How many tokens are held in `starts` and `ends`. */
  get held(): number {
    return Math.min(this.count, mostTokens);
  }

  /** Moves to the next line; false after the last. */
  next(): boolean {
    const bytes = this.#bytes;
    const { length } = bytes;
    let at = this.nextStart;
    if (at >= length) return false;
    this.line += 1;
    this.start = at;
    const limit = Math.min(length, at + longestLine);
    const { starts, ends } = this;
    let count = 0;
    let inToken = false;
    let orAll = 0;
    let nul = false;
    let byte = -1;
    for (; at < limit; at += 1) {
      byte = bytes[at];
      if (byte > space) {
        orAll |= byte;
        if (!inToken) {
          if (count < mostTokens) starts[count] = at;
          inToken = true;
        }
        continue;
      }
      if (byte === 0) nul = true;
      const white =
        byte === space ||
        byte === tab ||
        byte === lineFeed ||
        byte === carriageReturn ||
        byte === 0x0b ||
        byte === 0x0c;
      if (!white) {
        if (!inToken) {
          if (count < mostTokens) starts[count] = at;
          inToken = true;
        }
        continue;
      }
      if (inToken) {
        if (count < mostTokens) ends[count] = at;
        count += 1;
        inToken = false;
      }
      if (byte === lineFeed || byte === carriageReturn) break;
    }
    this.tooLong = at === limit && limit < length;
    if (this.tooLong) at = endOfLine(bytes, at);
    else if (at === length && inToken) {
      if (count < mostTokens) ends[count] = at;
      count += 1;
    }
    this.end = at;
    this.nextStart = Math.min(length, bytes[at] === carriageReturn && bytes[at + 1] === lineFeed ? at + 2 : at + 1);
    this.count = count;
    this.hasNul = nul;
    this.hasHighBytes = orAll > 0x7f;
    return true;
  }
}

/** Offset of the end of line at or after an offset, or the length. */
function endOfLine(bytes: Buffer, from: number): number {
  const lf = bytes.indexOf(lineFeed, from);
  const end = lf < 0 ? bytes.length : lf;
  const cr = bytes.subarray(from, end).indexOf(carriageReturn);
  return cr < 0 ? end : from + cr;
}
