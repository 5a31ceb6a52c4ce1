import { numberOf } from '../text/numbers.js';
import type { ProblemList } from '../text/problems.js';
import type { XmlRecord } from './record.js';

/** The longest piece of a bad value that a problem quotes. */
const longestQuote = 40;
const integer = /^[+-]?\d+$/;

/** The elements of one object, read so that whatever is missing or bad becomes a problem of that object. */
export class ObjectFields {
  readonly record: XmlRecord;
  /** Zero-based. */
  readonly index: number;
  readonly #problems: ProblemList;

  constructor(record: XmlRecord, index: number, problems: ProblemList) {
    this.record = record;
    this.index = index;
    this.#problems = problems;
  }

  /** Text of an element; undefined, with a problem, where it is missing or empty. */
  text(path: string): string | undefined {
    const text = this.record.text(path);
    if (text) return text;
    this.missing(path);
    return undefined;
  }

  /** Finite or not, the numbers of some elements; undefined, with a problem, at the first that states none. */
  numbers(paths: readonly string[]): number[] | undefined {
    const values: number[] = [];
    for (const path of paths) {
      const text = this.record.text(path);
      if (text === undefined) {
        this.missing(path);
        return undefined;
      }
      const value = numberOf(text);
      if (value === undefined) {
        this.#add('bad-number', path, text);
        return undefined;
      }
      values.push(value);
    }
    return values;
  }

  /** Integer of an element that may be missing; undefined where it is, and, with a problem, where it states none. */
  difficulty(path: string): number | undefined {
    const text = this.record.text(path);
    if (text === undefined) return undefined;
    if (integer.test(text)) return Number(text);
    this.#add('bad-difficulty', path, text);
    return undefined;
  }

  /** Whether an element states a number other than zero; undefined where it is missing or states none. */
  flag(path: string): boolean | undefined {
    const value = numberOf(this.record.text(path) ?? '');
    return value === undefined ? undefined : value !== 0;
  }

  /** Notes that the object lacks an element. */
  missing(path: string): void {
    this.#problems.add('missing-tag', this.record.line, { tag: path }, this.index);
  }

  /** Notes that an id is of no class. */
  badClassId(path: string, text: string): void {
    this.#add('bad-class-id', path, text);
  }

  #add(reason: 'bad-number' | 'bad-difficulty' | 'bad-class-id', path: string, text: string): void {
    const values = { text: text.slice(0, longestQuote), field: path };
    this.#problems.add(reason, this.record.lineOf(path), values, this.index);
  }
}
