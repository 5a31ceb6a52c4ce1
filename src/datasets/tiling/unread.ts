import type { MessageValues } from '../../foundation/wording/index.js';
import type { ImageAnnotations, ReadProblemReason } from '../types.js';

/** Objects or whole annotation files that could not be read. */
export interface UnreadProblem {
  readonly reason: 'unread-objects' | 'unread-annotations';
  readonly line: number;
  readonly values: MessageValues;
}

/** Problems that concern all of a file, not one object. */
const wholeFile: ReadonlySet<ReadProblemReason> = new Set<ReadProblemReason>([
  'file-unreadable',
  'file-too-large',
  'not-text',
  'xml-malformed',
  'xml-forbidden',
  'json-malformed',
  'wrong-root',
]);

/** What is missing among an image's objects because it could not be read; at most one problem of each kind. */
export function unreadIn({ objects, problems }: ImageAnnotations): UnreadProblem[] {
  const unread: UnreadProblem[] = [];
  const file = problems.find(({ reason }) => wholeFile.has(reason));
  if (file !== undefined) {
    unread.push({ reason: 'unread-annotations', line: file.line, values: { detail: file.reason } });
  }
  const read = new Set(objects.map(({ index }) => index));
  const missing = problems.filter(({ object }) => object !== undefined && !read.has(object));
  const count = new Set(missing.map(({ object }) => object)).size;
  if (count > 0) unread.push({ reason: 'unread-objects', line: missing[0].line, values: { count } });
  return unread;
}
