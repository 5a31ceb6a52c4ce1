import type { LineScanner } from '../text/lines.js';
import { parseInteger } from '../text/numbers.js';

/** Tokens of a complete object line: eight coordinates, class, difficulty. */
export const coordinates = 8;
export const classField = 8;
export const fieldsWithoutDifficulty = 9;
export const fields = 10;

const headerLine = /^\s*(imagesource|gsd)\s*:(.*)$/is;
/** The window suffix that MMRotate's and the devkit's splitters put behind an image's name. */
const windowSuffix = /__\d+(?:\.\d+)?__-?\d+___-?\d+$/;

/** A header line of a raw DOTA file. */
export interface HeaderLine {
  readonly header: 'imagesource' | 'gsd';
  readonly value: string;
}

/** What the current line of a scanner is. Every line that is neither blank nor a header counts as an object. */
export function lineKind(lines: LineScanner, bytes: Buffer): 'blank' | 'header' | 'object' {
  if (lines.tooLong) return 'object';
  if (lines.count === 0) return 'blank';
  // 'i' and 'g' in either case: everything else needs no closer look.
  const first = bytes[lines.starts[0]] | 0x20;
  if ((first === 0x69 || first === 0x67) && headerOf(lines, bytes) !== undefined) return 'header';
  return 'object';
}

/** The header that the current line holds, or undefined. */
export function headerOf(lines: LineScanner, bytes: Buffer): HeaderLine | undefined {
  const match = headerLine.exec(bytes.toString('utf8', lines.start, lines.end));
  return match === null
    ? undefined
    : { header: match[1].toLowerCase() as HeaderLine['header'], value: match[2].trim() };
}

/** Whether an image's name is that of a window cut from a larger image, such as `P0003__1024__824___0`. */
export function isWindowName(stem: string): boolean {
  return windowSuffix.test(stem);
}

/** Where class and difficulty of an object line stand; indices of tokens, `last` inclusive. */
export interface LabelFields {
  readonly lastOfClass: number;
  /** Undefined where the line has none, or one that is no integer. */
  readonly difficulty: number | undefined;
}

const usual: LabelFields = { lastOfClass: classField, difficulty: classField + 1 };
const withoutDifficulty: LabelFields = { lastOfClass: classField, difficulty: undefined };

/**
 * Finds class and difficulty of a line with at least nine tokens. Class names with spaces are no legal DOTA, but they
 * occur: where the tenth token is no integer and the last one is, the class reaches up to the last.
 */
export function labelFields(lines: LineScanner, bytes: Buffer): LabelFields {
  if (lines.count === fieldsWithoutDifficulty) return withoutDifficulty;
  const { starts, ends, held } = lines;
  if (parseInteger(bytes, starts[classField + 1], ends[classField + 1]) !== undefined) return usual;
  const last = held - 1;
  if (last > classField + 1 && parseInteger(bytes, starts[last], ends[last]) !== undefined) {
    return { lastOfClass: last - 1, difficulty: last };
  }
  return withoutDifficulty;
}
