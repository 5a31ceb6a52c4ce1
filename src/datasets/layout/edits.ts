/** Replaces the bytes `[start, end)` of a file by a text; an insertion where both are equal. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Applies edits that do not overlap; every other byte stays as it is. */
export function applyEdits(content: Buffer, edits: readonly Edit[]): Buffer {
  const parts: Buffer[] = [];
  let at = 0;
  for (const { start, end, text } of [...edits].sort((a, b) => a.start - b.start)) {
    if (start < at) throw new RangeError(`edits overlap at byte ${start}`);
    parts.push(content.subarray(at, start), Buffer.from(text, 'utf8'));
    at = end;
  }
  return Buffer.concat([...parts, content.subarray(at)]);
}
