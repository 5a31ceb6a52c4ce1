import { constants, isUtf8 } from 'node:buffer';
import { type ParseError, parse as parseTolerantly, printParseErrorCode } from 'jsonc-parser';
import { isReadableText, lineAt } from '../text/encoding.js';
import type { ProblemList } from '../text/problems.js';

/** The lists of a COCO file, their entries not looked at yet. */
export interface CocoDocument {
  readonly images: readonly unknown[];
  readonly annotations: readonly unknown[];
  readonly categories: readonly unknown[];
}

/** Stands for NaN, which JSON cannot hold; see `spellOutNonFinite`. */
export const notANumber = 'N';

// The tolerant parser is many times slower than JSON.parse; on files beyond this only the fault is reported.
const mostForTolerance = 64 * 2 ** 20;

const spellings = [
  { name: 'NaN', legal: `"${notANumber}"` },
  { name: 'Infinity', legal: '1e999   ' },
];
const quote = 0x22;
const backslash = 0x5c;
const capitalI = 0x49;
const capitalN = 0x4e;

/** Reads the lists of a COCO file. Of a malformed file, says where the fault is and returns what can be read. */
export function readDocument(content: Buffer, problems: ProblemList): CocoDocument | undefined {
  if (!isReadableText(content, problems)) return undefined;
  if (content.length > constants.MAX_STRING_LENGTH) {
    problems.add('file-too-large', 1, { bytes: content.length, most: constants.MAX_STRING_LENGTH });
    return undefined;
  }
  const valid = isUtf8(content);
  if (!valid) problems.add('bad-encoding', 1, { encoding: 'UTF-8' });
  const root = parseJson(withoutMark(content), valid ? 'utf8' : 'latin1', problems);
  if (root === undefined) return undefined;
  const { images, annotations, categories } = (root ?? {}) as Record<string, unknown>;
  if (!Array.isArray(images)) {
    problems.add('wrong-root', 1, { expected: 'images', found: Array.isArray(root) ? '[…]' : typeof root });
    return undefined;
  }
  return {
    images,
    annotations: Array.isArray(annotations) ? annotations : [],
    categories: Array.isArray(categories) ? categories : [],
  };
}

/** Undefined where nothing could be read. */
function parseJson(content: Buffer, encoding: 'utf8' | 'latin1', problems: ProblemList): unknown {
  try {
    return JSON.parse(content.toString(encoding));
  } catch {
    // Python writes NaN and Infinity, which are no JSON; such a file must reach the rules that look for them.
    const spelt = spellOutNonFinite(content);
    const text = spelt.toString(encoding);
    try {
      return JSON.parse(text);
    } catch (error) {
      return parseBroken(text, error, content, problems);
    }
  }
}

function parseBroken(text: string, error: unknown, content: Buffer, problems: ProblemList): unknown {
  if (text.length > mostForTolerance) {
    const offset = Number(/position (\d+)/.exec(String(error))?.[1] ?? 0);
    problems.add('json-malformed', lineAt(content, offset), { detail: '' });
    return undefined;
  }
  const faults: ParseError[] = [];
  const root: unknown = parseTolerantly(text, faults, { allowTrailingComma: true, disallowComments: true });
  const [first] = faults;
  const offset = Buffer.byteLength(text.slice(0, first?.offset ?? 0));
  problems.add('json-malformed', lineAt(content, offset), {
    detail: first === undefined ? '' : printParseErrorCode(first.error),
  });
  return root;
}

/**
 * A copy of JSON text with `NaN` and `Infinity` outside strings in legal spellings of the same length: `"N"` and
 * `1e999`, so that offsets and lines hold.
 */
export function spellOutNonFinite(content: Buffer): Buffer {
  const copy = Buffer.from(content);
  let inString = false;
  for (let at = 0; at < copy.length; at += 1) {
    const byte = copy[at];
    if (byte === quote) inString = !inString;
    else if (byte === backslash && inString) at += 1;
    else if (!inString && (byte === capitalN || byte === capitalI)) {
      const spelling = spellings.find(({ name }) => copy.toString('latin1', at, at + name.length) === name);
      if (spelling !== undefined) at += copy.write(spelling.legal, at, 'latin1') - 1;
    }
  }
  return copy;
}

function withoutMark(content: Buffer): Buffer {
  return content[0] === 0xef && content[1] === 0xbb && content[2] === 0xbf ? content.subarray(3) : content;
}
