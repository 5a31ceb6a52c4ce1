import { readSync } from 'node:fs';

/** Bytes that are read at a time, unless more are asked for. */
export const windowBytes = 4096;

/**
 * Random access to an open file through a window of a few kilobytes; reads only what is asked for. A `scratch` buffer of
 * `windowBytes` spares an allocation per window; no two files may share one at a time.
 */
export class FileBytes {
  readonly size: number;
  readonly #descriptor: number;
  readonly #scratch: Buffer;
  #window: Buffer = Buffer.alloc(0);
  #start = 0;

  constructor(descriptor: number, size: number, scratch: Buffer = Buffer.allocUnsafe(windowBytes)) {
    this.#descriptor = descriptor;
    this.#scratch = scratch;
    this.size = size;
  }

  /** `length` bytes from `offset`; undefined unless all of them lie inside the file. Valid until the next call. */
  at(offset: number, length: number): Buffer | undefined {
    if (!(offset >= 0 && length >= 0 && offset + length <= this.size)) return undefined;
    const end = this.#start + this.#window.length;
    if (offset < this.#start || offset + length > end) this.#load(offset, Math.max(length, windowBytes));
    const from = offset - this.#start;
    return from + length <= this.#window.length ? this.#window.subarray(from, from + length) : undefined;
  }

  #load(offset: number, length: number): void {
    const buffer = length <= windowBytes ? this.#scratch : Buffer.allocUnsafe(length);
    const read = readSync(this.#descriptor, buffer, 0, Math.min(length, this.size - offset), offset);
    this.#window = buffer.subarray(0, read);
    this.#start = offset;
  }
}
