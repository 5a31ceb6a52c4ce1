import { isAscii, isUtf8 } from 'node:buffer';
import { isReadableText, lineAt } from '../text/encoding.js';
import type { ProblemList } from '../text/problems.js';
import { type EntrySpans, findEntries, linesOf } from './positions.js';

/** The lists of a COCO file that Keel reads. */
export const cocoLists = ['images', 'annotations', 'categories'] as const;
export type CocoList = (typeof cocoLists)[number];

/** An entry of a list, an object whose fields are not looked at yet. */
export type CocoEntry = Readonly<Record<string, unknown>>;

// A mask of a large image takes a megabyte or two; what is longer is a list whose quotes or brackets do not match.
const longestEntry = 2 ** 26;

/** Stands for NaN, which JSON cannot hold; see `spellOutNonFinite`. */
export const notANumber = 'N';

/**
 * A COCO file whose entries are parsed one by one: neither the size of the file nor one malformed entry matters to the
 * others.
 */
export class CocoDocument {
  readonly #content: Buffer;
  readonly #lists: ReadonlyMap<string, EntrySpans>;
  readonly #encoding: 'latin1' | 'utf8';

  private constructor(content: Buffer, lists: ReadonlyMap<string, EntrySpans>, encoding: 'latin1' | 'utf8') {
    this.#content = content;
    this.#lists = lists;
    this.#encoding = encoding;
  }

  /** Finds the entries of a file. What is wrong with the file as a whole becomes problems; undefined if all is. */
  static read(content: Buffer, problems: ProblemList): CocoDocument | undefined {
    if (!isReadableText(content, problems)) return undefined;
    // ASCII needs no decoding; what is not UTF-8 is read as Latin-1.
    const encoding = isAscii(content) || !isUtf8(content) ? 'latin1' : 'utf8';
    if (encoding === 'latin1' && !isAscii(content)) problems.add('bad-encoding', 1, { encoding: 'UTF-8' });
    const start = content[0] === 0xef && content[1] === 0xbb && content[2] === 0xbf ? 3 : 0;
    const { lists, fault } = findEntries(content, start);
    if (fault !== undefined)
      problems.add('json-malformed', lineAt(content, fault), { detail: excerpt(content, fault) });
    const head = content.toString('utf8', start, start + 40).trim();
    if (head.startsWith('{') && lists.has('images')) return new CocoDocument(content, lists, encoding);
    const [found] = head.split('\n');
    if (fault === undefined) problems.add('wrong-root', 1, { expected: '{"images": […]}', found });
    return undefined;
  }

  /** Byte ranges of a list's entries; undefined where the file has no such list. */
  spans(list: CocoList): EntrySpans | undefined {
    return this.#lists.get(list);
  }

  count(list: CocoList): number {
    return this.#lists.get(list)?.starts.length ?? 0;
  }

  /** An entry, or undefined where it is malformed, no object, or beyond 64 MB. */
  entry(list: CocoList, at: number): CocoEntry | undefined {
    const spans = this.#lists.get(list);
    if (spans === undefined) return undefined;
    const [start, end] = [spans.starts[at], spans.ends[at]];
    if (end - start > longestEntry) return undefined;
    const value = parseJson(this.#content.toString(this.#encoding, start, end));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as CocoEntry) : undefined;
  }

  /** One-based lines on which the entries begin. Most COCO files are one line, and need no search. */
  lines(list: CocoList): (at: number) => number {
    const end = this.#content.indexOf(0x0a);
    if (end < 0 || end === this.#content.length - 1) return () => 1;
    const lines = linesOf(this.#content, this.#lists.get(list)?.starts ?? []);
    return (at) => lines[at];
  }
}

/** The text round a byte, for people. */
function excerpt(content: Buffer, offset: number): string {
  return `… ${content.toString('utf8', Math.max(0, offset - 30), offset + 10).replace(/\s+/g, ' ')} …`;
}

/** Undefined for text that is no JSON, even with `NaN` and `Infinity`. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Python writes NaN and Infinity, which are no JSON; such an entry must reach the rules that look for them.
    const spelt = spellOutNonFinite(text);
    if (spelt === text) return undefined;
    try {
      return JSON.parse(spelt);
    } catch {
      return undefined;
    }
  }
}

const spellings = [
  { name: 'NaN', legal: `"${notANumber}"` },
  { name: 'Infinity', legal: '1e999   ' },
];

/**
 * JSON text with `NaN` and `Infinity` outside strings in legal spellings of the same length, `"N"` and `1e999`, so that
 * offsets hold. A loop, not a regular expression, which would take quadratic time on quotes that never close.
 */
export function spellOutNonFinite(text: string): string {
  const parts: string[] = [];
  let copied = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') inString = !inString;
    else if (character === '\\' && inString) at += 1;
    else if (!inString && (character === 'N' || character === 'I')) {
      const spelling = spellings.find(({ name }) => text.startsWith(name, at));
      if (spelling === undefined) continue;
      parts.push(text.slice(copied, at), spelling.legal);
      copied = at + spelling.name.length;
      at = copied - 1;
    }
  }
  return parts.join('') + text.slice(copied);
}
