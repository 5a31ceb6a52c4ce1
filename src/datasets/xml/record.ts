import { lineOf } from './lines.js';
import type { FieldSlots } from './shape.js';

/** The content of an element: what stands between its tags. Empty, just after the tag, for `<name/>`. */
export interface ContentSpan {
  readonly start: number;
  readonly end: number;
}

/**
 * Wanted elements of a document or of one of its objects. Where an element occurs more than once, the first counts, as
 * for ElementTree's `find`.
 */
export class XmlRecord {
  /** Offsets of the element itself in the text, from `<` to past `>`; `end` is -1 until the element is complete. */
  readonly start: number;
  end = -1;
  /** One-based line of the element's start. */
  readonly line: number;
  readonly #source: string;
  readonly #slots: FieldSlots;
  readonly #spans: number[];
  #texts: string[] | undefined;

  constructor(source: string, slots: FieldSlots, start: number, line: number) {
    this.start = start;
    this.line = line;
    this.#source = source;
    this.#slots = slots;
    this.#spans = new Array(slots.size * 2).fill(-1);
  }

  /** Notes the content of a field; `text` where references had to be resolved. Later occurrences are ignored. */
  set(slot: number, start: number, end: number, text?: string): void {
    const spans = this.#spans;
    if (spans[slot * 2] >= 0) return;
    spans[slot * 2] = start;
    spans[slot * 2 + 1] = end;
    if (text !== undefined) {
      this.#texts ??= [];
      this.#texts[slot] = text;
    }
  }

  /** Whether the element is there. */
  has(path: string): boolean {
    return this.#spans[this.#slot(path) * 2] >= 0;
  }

  /** Text of an element without white space round it; undefined if the element is missing. */
  text(path: string): string | undefined {
    const slot = this.#slot(path);
    const start = this.#spans[slot * 2];
    if (start < 0) return undefined;
    const text = this.#texts?.[slot] ?? this.#source.slice(start, this.#spans[slot * 2 + 1]);
    return (text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text).trim();
  }

  /** Where the content of an element stands; undefined if the element is missing. */
  content(path: string): ContentSpan | undefined {
    const slot = this.#slot(path);
    const start = this.#spans[slot * 2];
    return start < 0 ? undefined : { start, end: this.#spans[slot * 2 + 1] };
  }

  /** One-based line of the end of an element's opening tag, or of the record if the element is missing. */
  lineOf(path: string): number {
    const start = this.#spans[this.#slot(path) * 2];
    return start < 0 ? this.line : lineOf(this.#source, start - 1);
  }

  #slot(path: string): number {
    const slot = this.#slots.get(path);
    if (slot === undefined) throw new RangeError(`the shape has no element ${path}`);
    return slot;
  }
}
