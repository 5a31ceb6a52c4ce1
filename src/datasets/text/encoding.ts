import { isUtf8 } from 'node:buffer';
import type { ProblemList } from './problems.js';

const headBytes = 512;

/**
 * Whether bytes can be read as lines of text. If not, says why: an empty file, UTF-16, or NUL bytes at the very
 * beginning, which mean a binary file. (A NUL further on spoils its own line only.)
 */
export function isReadableText(content: Buffer, problems: ProblemList): boolean {
  if (content.length === 0) {
    problems.add('empty-file', 1);
    return false;
  }
  const encoding = utf16(content);
  if (encoding !== undefined) {
    problems.add('bad-encoding', 1, { encoding });
    return false;
  }
  const nul = content.subarray(0, headBytes).indexOf(0);
  if (nul >= 0) {
    problems.add('not-text', lineAt(content, nul), { offset: nul });
    return false;
  }
  return true;
}

/** Name of the UTF-16 flavour that a byte order mark announces. */
function utf16(content: Buffer): string | undefined {
  if (content[0] === 0xff && content[1] === 0xfe) return 'UTF-16LE';
  if (content[0] === 0xfe && content[1] === 0xff) return 'UTF-16BE';
  return undefined;
}

/** One-based line of a byte. */
export function lineAt(content: Buffer, offset: number): number {
  let line = 1;
  for (let at = content.indexOf(0x0a); at >= 0 && at < offset; at = content.indexOf(0x0a, at + 1)) line += 1;
  return line;
}

/** Text of some bytes; `valid` is false where they are not UTF-8 and were read as Latin-1. */
export function decodeText(bytes: Buffer): { text: string; valid: boolean } {
  return isUtf8(bytes)
    ? { text: bytes.toString('utf8'), valid: true }
    : { text: bytes.toString('latin1'), valid: false };
}

/** Reads names that repeat from line to line without making a string each time. */
export class NameReader {
  readonly #bytes: Buffer;
  #start = 0;
  #end = 0;
  #name = '';
  /** Whether the last name read was UTF-8. */
  valid = true;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  read(start: number, end: number): string {
    if (this.#same(start, end)) return this.#name;
    const { text, valid } = decodeText(this.#bytes.subarray(start, end));
    [this.#start, this.#end, this.#name, this.valid] = [start, end, text, valid];
    return text;
  }

  #same(start: number, end: number): boolean {
    const bytes = this.#bytes;
    const length = end - start;
    if (length !== this.#end - this.#start) return false;
    for (let i = 0; i < length; i += 1) if (bytes[start + i] !== bytes[this.#start + i]) return false;
    return true;
  }
}
