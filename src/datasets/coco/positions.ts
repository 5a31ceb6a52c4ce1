/** Byte ranges of the entries of one list of a JSON document. */
export interface EntrySpans {
  /** Offset behind the list's opening bracket. */
  readonly open: number;
  readonly starts: number[];
  /** One past the last byte of each. */
  readonly ends: number[];
}

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c];
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];

/**
 * Finds where the entries of the document's top-level lists stand, in one pass over the bytes. A document that is cut
 * off gives the entries up to there.
 */
export function findEntries(content: Buffer): Map<string, EntrySpans> {
  const lists = new Map<string, EntrySpans>();
  let depth = 0;
  let key = '';
  let list: EntrySpans | undefined;
  let entry = -1;
  let lastByte = -1;
  for (let at = 0; at < content.length; at += 1) {
    const byte = content[at];
    if (byte <= 0x20) continue;
    if (list !== undefined && depth === 2 && entry < 0 && byte !== comma && byte !== closeBracket) entry = at;
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
    } else if (byte === closeBrace || byte === closeBracket || byte === comma) {
      if (list !== undefined && depth === 2 && entry >= 0 && byte !== closeBrace) {
        list.starts.push(entry);
        list.ends.push(lastByte + 1);
        entry = -1;
      }
      if (byte !== comma) depth -= 1;
      if (depth < 2) list = undefined;
    }
    lastByte = at;
  }
  return lists;
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
