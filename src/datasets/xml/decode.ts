import { isAscii, isUtf8 } from 'node:buffer';

/** How the bytes of a text stand for its characters. `ascii` is what it says, whatever superset the file declares. */
export type XmlEncoding = 'ascii' | 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

/** The text of a file, byte order mark included. */
export interface DecodedXml {
  readonly text: string;
  readonly encoding: XmlEncoding;
}

/** Why a file has no text. */
export interface DecodingProblem {
  readonly reason: 'empty-file' | 'not-text' | 'bad-encoding' | 'file-too-large';
  /** One-based line of the first byte that does not fit. */
  readonly line: number;
  readonly values: Readonly<Record<string, string | number>>;
}

const gbLabels: ReadonlySet<string> = new Set(['gbk', 'gb2312', 'gb18030', 'x-gbk', 'cp936', 'gb_2312-80', 'chinese']);
const utf8Labels: ReadonlySet<string> = new Set(['utf-8', 'utf8']);
const wideLabels = /^(?:utf-?(?:16|32|7)|ucs|iso-10646)/;
const declaredEncoding = /^<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']/;
// V8 holds strings of 2^29 - 24 characters at most.
const largestFile = 2 ** 29 - 24;

/**
 * Decodes an XML file: UTF-8 with or without a byte order mark, UTF-16 of either order, and GBK with its relatives
 * where the file declares it. Anything that does not decode without a fault is a problem, never a guess.
 */
export function decodeXml(content: Buffer): DecodedXml | DecodingProblem {
  if (content.length === 0) return { reason: 'empty-file', line: 1, values: {} };
  if (content.length > largestFile) {
    return { reason: 'file-too-large', line: 1, values: { bytes: content.length, most: largestFile } };
  }
  const wide = wideEncoding(content);
  if (wide !== undefined) return decodeStrictly(content, wide);
  const nul = content.indexOf(0);
  if (nul >= 0) return { reason: 'not-text', line: lineOfByte(content, nul), values: {} };
  const start = content.toString('latin1', 0, 256).replace(/^\u00ef\u00bb\u00bf/, '');
  const declared = declaredEncoding.exec(start)?.[1].toLowerCase();
  if (declared !== undefined && wideLabels.test(declared)) {
    return { reason: 'bad-encoding', line: 1, values: { encoding: declared.toUpperCase() } };
  }
  if (isAscii(content)) {
    const text = content.toString('latin1');
    return { text, encoding: declared === undefined || declared === 'utf-8' ? 'utf-8' : 'ascii' };
  }
  if (declared !== undefined && gbLabels.has(declared)) return decodeStrictly(content, 'gb18030');
  if (declared !== undefined && !utf8Labels.has(declared)) {
    return {
      reason: 'bad-encoding',
      line: firstFaultyLine(content, isAscii),
      values: { encoding: declared.toUpperCase() },
    };
  }
  if (!isUtf8(content)) {
    return { reason: 'bad-encoding', line: firstFaultyLine(content, isUtf8), values: { encoding: 'UTF-8' } };
  }
  return { text: content.toString('utf8'), encoding: 'utf-8' };
}

/** UTF-16 by its byte order mark, or by the shape of `<` and the character after it. */
function wideEncoding(content: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  const [first, second, third, fourth] = content;
  if (first === 0xff && second === 0xfe) return third === 0 && fourth === 0 ? undefined : 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0x3c && second === 0 && third !== 0 && fourth === 0) return 'utf-16le';
  if (first === 0 && second === 0x3c && third === 0 && fourth !== 0) return 'utf-16be';
  return undefined;
}

function decodeStrictly(content: Buffer, encoding: 'utf-16le' | 'utf-16be' | 'gb18030'): DecodedXml | DecodingProblem {
  try {
    return { text: new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(content), encoding };
  } catch (error) {
    // The one fault of decoding is a TypeError with this code.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw error;
    const isValid = (line: Buffer): boolean => !new TextDecoder(encoding).decode(line).includes('\uFFFD');
    const line = encoding === 'gb18030' ? firstFaultyLine(content, isValid) : 1;
    return { reason: 'bad-encoding', line, values: { encoding: encoding.toUpperCase() } };
  }
}

/** One-based number of the first line whose bytes are not valid. A line feed is a byte of its own in these encodings. */
function firstFaultyLine(content: Buffer, isValid: (line: Buffer) => boolean): number {
  let line = 1;
  for (let start = 0; start < content.length; line += 1) {
    const feed = content.indexOf(0x0a, start);
    const end = feed < 0 ? content.length : feed;
    if (!isValid(content.subarray(start, end))) return line;
    start = end + 1;
  }
  return 1;
}

function lineOfByte(content: Buffer, offset: number): number {
  let line = 1;
  for (let feed = content.indexOf(0x0a); feed >= 0 && feed < offset; feed = content.indexOf(0x0a, feed + 1)) line += 1;
  return line;
}
