import { KeelError } from '../../foundation/errors.js';
import { formatDecimal, numberOf } from '../text/numbers.js';
import { escapeXml } from './escape.js';
import type { XmlRecord } from './record.js';
import type { TextEdit } from './splice.js';

/** Collects edits of a document that leave everything else in it as it is. */
export class XmlEditor {
  readonly edits: TextEdit[] = [];
  readonly #text: string;
  readonly #file: string;

  /** @param file for errors */
  constructor(text: string, file: string) {
    this.#text = text;
    this.#file = file;
  }

  /** Removes an element, with the white space before it from the end of the line above on. */
  remove({ start, end }: XmlRecord): void {
    const indentation = /(?:\r\n|\n|\r)[ \t]*$/.exec(this.#spaceBefore(start))?.[0] ?? '';
    this.edits.push({ start: start - indentation.length, end, text: '' });
  }

  /** Replaces an element's text; white space round it stays. Throws `datasets/unwritable-annotation` if it is missing. */
  setText(record: XmlRecord, path: string, text: string): void {
    if (record.text(path) === text) return;
    const { start, end } = this.#content(record, path);
    const escaped = escapeXml(text);
    if (this.#isEmptyTag(start, end)) {
      const name = path.slice(path.lastIndexOf('/') + 1);
      this.edits.push({ start: this.#text.lastIndexOf('<', start - 1), end, text: `<${name}>${escaped}</${name}>` });
      return;
    }
    const content = this.#text.slice(start, end);
    const inner = content.trim();
    const from = inner === '' ? start : start + content.length - content.trimStart().length;
    this.edits.push({ start: from, end: inner === '' ? end : from + inner.length, text: escaped });
  }

  /** Replaces an element's number; a value that it states already keeps its spelling. */
  setNumber(record: XmlRecord, path: string, value: number, decimals: number): void {
    if (numberOf(record.text(path) ?? '') === value) return;
    this.setText(record, path, formatDecimal(value, 0, decimals));
  }

  /** Replaces an element, tags included, by markup made with the white space before it and before its first child. */
  replace(record: XmlRecord, path: string, markup: (space: string, inner: string) => string): void {
    const { start, end } = this.#content(record, path);
    const tag = this.#text.lastIndexOf('<', start - 1);
    const inner = /^\s*/.exec(this.#text.slice(start, Math.min(end, start + 200)))?.[0] ?? '';
    const close = this.#isEmptyTag(start, end) ? end : this.#text.indexOf('>', end) + 1;
    this.edits.push({ start: tag, end: close, text: markup(this.#spaceBefore(tag), inner) });
  }

  /**
   * Inserts markup behind the first element of some that is there, made with the white space before that element.
   * Throws `datasets/unwritable-annotation` if none is.
   */
  insertAfter(record: XmlRecord, paths: readonly string[], markup: (space: string) => string): void {
    const anchor = paths.find((path) => record.has(path));
    const { start, end } = this.#content(record, anchor ?? paths[0]);
    const at = this.#isEmptyTag(start, end) ? end : this.#text.indexOf('>', end) + 1;
    const space = this.#spaceBefore(this.#text.lastIndexOf('<', start - 1));
    this.edits.push({ start: at, end: at, text: space + markup(space) });
  }

  #content(record: XmlRecord, path: string): { start: number; end: number } {
    const content = record.content(path);
    if (content !== undefined) return content;
    const location = { file: this.#file, line: record.line };
    throw new KeelError('datasets/unwritable-annotation', { file: this.#file, reason: `<${path}>` }, location);
  }

  #isEmptyTag(start: number, end: number): boolean {
    return start === end && this.#text.endsWith('/>', start);
  }

  /** White space that ends at an offset. */
  #spaceBefore(offset: number): string {
    let start = offset;
    while (start > 0 && ' \t\r\n'.includes(this.#text[start - 1])) start -= 1;
    return this.#text.slice(start, offset);
  }
}
