import type { ImageFormat, ImageHeader } from '../header.js';
import type { FileBytes } from './file-bytes.js';

/** The header's fields, and whether the end of the file is there. */
export type HeaderFields = Omit<ImageHeader, 'format' | 'depth'> & { readonly whole: boolean };

export interface HeaderFailure {
  readonly reason: 'bad-header' | 'truncated';
  /** The field or part at fault, in the format's own terms. */
  readonly detail: string;
}

/** One image format's header. */
export interface HeaderReader {
  readonly format: ImageFormat;
  /** Looks at the signature only. */
  readonly recognises: (file: FileBytes) => boolean;
  readonly read: (file: FileBytes) => HeaderFields | HeaderFailure;
}

/** Whether the file starts with these bytes at `offset`. */
export function hasBytes(file: FileBytes, bytes: Buffer, offset = 0): boolean {
  return file.at(offset, bytes.length)?.equals(bytes) ?? false;
}
