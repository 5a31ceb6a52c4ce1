import { readSync } from 'node:fs';

const windowBytes = 4096;

/** Random access to an open file through a window of a few kilobytes; reads only what is asked for. */
export class FileBytes {
  readonly size: number;
  readonly #descriptor: number;
  #window: Buffer = Buffer.alloc(0);
  #start = 0;

  constructor(descriptor: number, size: number) {
    this.#descriptor = descriptor;
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
    const buffer = Buffer.allocUnsafe(Math.min(length, this.size - offset));
    const read = readSync(this.#descriptor, buffer, 0, buffer.length, offset);
    this.#window = buffer.subarray(0, read);
    this.#start = offset;
  }
}
