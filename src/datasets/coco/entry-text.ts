import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import type { Edit } from '../layout/edits.js';
import { formatDecimal, pixelDecimals } from '../text/numbers.js';
import { spellOutNonFinite } from './document.js';

/** One entry of a COCO list as text with positions: finds the bytes of its values. */
export class EntryText {
  readonly #text: string;
  readonly #start: number;
  readonly #root: Node;

  private constructor(text: string, start: number, root: Node) {
    this.#text = text;
    this.#start = start;
    this.#root = root;
  }

  /** The object that the bytes `[start, end)` of a file hold; undefined where they hold none. */
  static of(content: Buffer, start: number, end: number): EntryText | undefined {
    const text = spellOutNonFinite(content.toString('utf8', start, end));
    const root = parseTree(text);
    return root?.type === 'object' ? new EntryText(text, start, root) : undefined;
  }

  has(key: string): boolean {
    return this.#value(key) !== undefined;
  }

  /** Whether a key holds a list with something in it. */
  hasShape(key: string): boolean {
    const value = this.#value(key);
    return value?.type === 'array' && (value.children?.length ?? 0) > 0;
  }

  /** The entries of a list, of one nested list where it holds just that; undefined for anything else. */
  numbersIn(key: string): readonly Node[] | undefined {
    const value = this.#value(key);
    if (value?.type !== 'array') return undefined;
    const [first] = value.children ?? [];
    return value.children?.length === 1 && first.type === 'array' ? first.children : value.children;
  }

  /** Sets a key to a value given as JSON; a new key becomes the first. */
  set(key: string, json: string): Edit[] {
    const value = this.#value(key);
    if (value !== undefined) return [this.#edit(value, json)];
    const at = this.#start + this.#byte(this.#root.offset) + 1;
    const separator = (this.#root.children?.length ?? 0) > 0 ? ', ' : '';
    return [{ start: at, end: at, text: `${JSON.stringify(key)}: ${json}${separator}` }];
  }

  /**
   * Sets the numbers of a list: one by one where it has as many, so that spacing and unchanged numbers stay; else the
   * whole list, between the given brackets.
   */
  setNumbers(
    key: string,
    numbers: readonly number[],
    open: string,
    close: string,
    spell: (value: number) => string = numberJson,
  ): Edit[] {
    const nodes = this.numbersIn(key);
    const value = this.#value(key);
    if (nodes === undefined || value === undefined) return [];
    if (nodes.length !== numbers.length || nodes.some(({ type }) => type === 'array')) {
      return [this.#edit(value, open + numbers.map(spell).join(', ') + close)];
    }
    return nodes.flatMap((node, i) => (node.value === numbers[i] ? [] : [this.#edit(node, spell(numbers[i]))]));
  }

  #value(key: string): Node | undefined {
    return findNodeAtLocation(this.#root, [key]);
  }

  #edit({ offset, length }: Node, text: string): Edit {
    return { start: this.#start + this.#byte(offset), end: this.#start + this.#byte(offset + length), text };
  }

  /** Bytes before a character. */
  #byte(offset: number): number {
    return Buffer.byteLength(this.#text.slice(0, offset));
  }
}

/** A pixel coordinate as JSON; `null` for NaN, and a number beyond all bounds for an infinite one. */
export function numberJson(value: number): string {
  if (Number.isNaN(value)) return 'null';
  if (!Number.isFinite(value)) return value > 0 ? '1e999' : '-1e999';
  return formatDecimal(value, 0, pixelDecimals);
}
