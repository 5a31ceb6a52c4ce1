import { closeSync, openSync, readSync } from 'node:fs';

/** The first bytes of a file, or undefined where it cannot be read. */
export function readHead(path: string, most = 4096): Buffer | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, 'r');
    const head = Buffer.allocUnsafe(most);
    return head.subarray(0, readSync(descriptor, head, 0, most, 0));
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** A head without its last line, which may be cut; the whole of it where it has one line only. */
export function wholeLines(head: Buffer): Buffer {
  const end = head.lastIndexOf(0x0a);
  return end < 0 ? head : head.subarray(0, end + 1);
}

/** At most `most` items, evenly spread, the first and the last among them. */
export function spread<Item>(items: readonly Item[], most: number): Item[] {
  if (items.length <= most) return [...items];
  return Array.from({ length: most }, (_, i) => items[Math.round((i * (items.length - 1)) / (most - 1))]);
}
