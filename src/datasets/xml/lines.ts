/**
 * Gives the one-based line of offsets in a text, asked for in ascending order. Lines end at LF, CRLF or a lone CR.
 * The whole text is searched once at most, however many offsets are asked for.
 */
export class LineCounter {
  readonly #text: string;
  #line = 1;
  #lineFeed: number;
  #carriageReturn: number;
  #nextStart: number;

  constructor(text: string) {
    this.#text = text;
    this.#lineFeed = this.#find('\n', 0);
    this.#carriageReturn = this.#find('\r', 0);
    this.#nextStart = this.#startAfter(0);
  }

  /** One-based line that holds an offset; an offset before the last one asked for gives that one's line. */
  at(offset: number): number {
    while (this.#nextStart <= offset) {
      this.#line += 1;
      this.#nextStart = this.#startAfter(this.#nextStart);
    }
    return this.#line;
  }

  /** Start of the line after the one that holds `from`, or Infinity. */
  #startAfter(from: number): number {
    if (this.#lineFeed < from) this.#lineFeed = this.#find('\n', from);
    if (this.#carriageReturn < from) this.#carriageReturn = this.#find('\r', from);
    return Math.min(this.#lineFeed, this.#carriageReturn + 1 === this.#lineFeed ? Infinity : this.#carriageReturn) + 1;
  }

  #find(end: string, from: number): number {
    const at = this.#text.indexOf(end, from);
    return at < 0 ? Infinity : at;
  }
}

/** One-based line that holds an offset. */
export function lineOf(text: string, offset: number): number {
  return new LineCounter(text).at(offset);
}
