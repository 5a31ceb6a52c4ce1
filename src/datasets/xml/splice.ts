import type { DecodedXml, XmlEncoding } from './decode.js';

/** A piece of text to replace, by offsets in the decoded text. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Replaces pieces of a file's text and leaves every other byte as it is. Edits may come in any order but must not
 * overlap; those at one place keep their order. Characters that the file's encoding cannot take as they are become
 * character references.
 */
export function spliceText(content: Buffer, decoded: DecodedXml, edits: readonly TextEdit[]): Buffer {
  const { text, encoding } = decoded;
  const toByte = byteOffsets(content, text, encoding);
  const parts: Buffer[] = [];
  let kept = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const start = toByte(edit.start);
    if (start < kept) throw new RangeError(`edits overlap at ${edit.start}`);
    parts.push(content.subarray(kept, start), encode(edit.text, encoding));
    kept = toByte(edit.end);
  }
  parts.push(content.subarray(kept));
  return Buffer.concat(parts);
}

/** Returns a function from ascending offsets in the text to offsets in the bytes. */
function byteOffsets(content: Buffer, text: string, encoding: XmlEncoding): (offset: number) => number {
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return (offset) => offset * 2;
  if (text.length === content.length) return (offset) => offset;
  let characters = 0;
  let bytes = 0;
  return (offset) => {
    if (encoding === 'utf-8') {
      bytes += Buffer.byteLength(text.slice(characters, offset));
      characters = offset;
    }
    while (characters < offset) {
      const [width, units] = gbCharacter(content, bytes);
      bytes += width;
      characters += units;
    }
    return bytes;
  };
}

/** Bytes and UTF-16 units of the GB 18030 character at an offset (WHATWG Encoding, 10.2.1). */
function gbCharacter(content: Buffer, at: number): readonly [bytes: number, units: number] {
  const lead = content[at];
  if (lead <= 0x80) return [1, 1];
  const second = content[at + 1];
  if (second < 0x30 || second > 0x39) return [2, 1];
  return [4, lead >= 0x90 ? 2 : 1];
}

function encode(text: string, encoding: XmlEncoding): Buffer {
  switch (encoding) {
    case 'utf-8':
      return Buffer.from(text);
    case 'utf-16le':
      return Buffer.from(text, 'utf16le');
    case 'utf-16be':
      return Buffer.from(text, 'utf16le').swap16();
    default:
      return Buffer.from(
        text.replace(/[^\0-\x7f]/gu, (character) => `&#${character.codePointAt(0)};`),
        'latin1',
      );
  }
}
