import type { LineScanner } from '../text/lines.js';
import type { ImageSize } from '../types.js';

/** Tokens of an object line: class id and eight normalised coordinates. */
export const fields = 9;

/** Most corners of a segmentation line that are read. */
export const mostFields = 64;

/** Assumed size of an image that is missing where the user states none: a window of split DOTA. */
export const defaultSize: ImageSize = { width: 1024, height: 1024 };

/** Whether the current line counts as an object: every line that is not blank. */
export function isObject(lines: LineScanner): boolean {
  return lines.tooLong || lines.count > 0;
}
