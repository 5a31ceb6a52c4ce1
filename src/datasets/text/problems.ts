import type { MessageValues } from '../../foundation/wording/index.js';
import type { ReadProblem, ReadProblemReason } from '../types.js';

// A file of garbage would otherwise fill memory with one problem per line.
const mostListed = 1000;

/** Collects the problems of one file in the order found; beyond a thousand they are only counted. */
export class ProblemList {
  readonly #listed: ReadProblem[] = [];
  #more = 0;

  /** @param line one-based; @param object zero-based index of the object concerned */
  add(reason: ReadProblemReason, line: number, values: MessageValues = {}, object?: number): void {
    if (this.#listed.length >= mostListed) {
      this.#more += 1;
      return;
    }
    this.#listed.push(object === undefined ? { reason, line, values } : { reason, line, object, values });
  }

  /** The problems; where there were more than are listed, a last one says how many. */
  list(): ReadProblem[] {
    if (this.#more === 0) return this.#listed;
    const line = this.#listed[mostListed - 1].line;
    return [...this.#listed, { reason: 'too-many-problems', line, values: { more: this.#more } }];
  }
}
