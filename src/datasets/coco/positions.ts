/** Byte ranges of the entries of one list of a JSON document. */
export interface EntrySpans {
  /** Offset behind the list's opening bracket. */
  readonly open: number;
  readonly starts: number[];
  /** One past the last byte of each. */
  readonly ends: number[];
}

/** Where things stand in a JSON document. */
export interface EntryMap {
  /** Top-level lists by key. */
  readonly lists: ReadonlyMap<string, EntrySpans>;
  /** Offset of the first thing between the entries that is no JSON; the entries themselves are not looked into. */
  readonly fault: number | undefined;
}

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c];
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];

/**
 * Finds where the entries of the document's top-level lists stand, in one pass over the bytes: a file of hundreds of
 * megabytes is never a string or a tree. A document that is cut off gives the entries up to there.
 *
 * @param start offset of the document, behind a byte order mark
 */
export function findEntries(content: Buffer, start = 0): EntryMap {
  const lists = new Map<string, EntrySpans>();
  let depth = 0;
  let key = '';
  let list: EntrySpans | undefined;
  let entry = -1;
  let fault: number | undefined;
  let last = -1;
  for (let at = start; at < content.length; at += 1) {
    const byte = content[at];
    if (byte <= 0x20) continue;
    const closes = byte === closeBracket || byte === closeBrace;
    if (depth <= 2 && (byte === comma || closes)) {
      // A comma with nothing before it, or with nothing but an end behind it, and an end of the wrong kind.
      const before = content[last];
      const bare = before === comma || (byte === comma && (before === openBracket || before === openBrace));
      const wrong = closes && list !== undefined && depth === 2 && byte === closeBrace;
      if (bare || wrong || depth === 0) fault ??= at;
    }
    if (list !== undefined && depth === 2 && entry < 0 && byte !== comma && !closes) entry = at;
    if (byte === quote) {
      const end = endOfString(content, at);
      if (depth === 1) key = content.toString('latin1', at + 1, end);
      at = end;
    } else if (byte === openBrace || byte === openBracket) {
      depth += 1;
      if (byte === openBracket && depth === 2) {
        list = { open: at + 1, starts: [], ends: [] };
        lists.set(key, list);
      }
    } else if (closes || byte === comma) {
      if (list !== undefined && depth === 2 && entry >= 0) {
        list.starts.push(entry);
        list.ends.push(last + 1);
        entry = -1;
      }
      if (closes) depth -= 1;
      if (depth < 2) list = undefined;
    }
    last = at;
  }
  return { lists, fault: fault ?? (depth === 0 ? undefined : content.length) };
}

/** Offset of the quote that ends a string, or the last byte. */
function endOfString(content: Buffer, open: number): number {
  for (let at = open + 1; at < content.length; at += 1) {
    if (content[at] === backslash) at += 1;
    else if (content[at] === quote) return at;
  }
  return content.length - 1;
}

/** One-based lines of ascending offsets. */
export function linesOf(content: Buffer, offsets: readonly number[]): number[] {
  let line = 1;
  let next = content.indexOf(0x0a);
  return offsets.map((offset) => {
    while (next >= 0 && next < offset) {
      line += 1;
      next = content.indexOf(0x0a, next + 1);
    }
    return line;
  });
}
