import type { FileBytes } from './file-bytes.js';
import { hasBytes } from './header-reader.js';

const signatures: readonly { readonly name: string; readonly bytes: Buffer; readonly offset: number }[] = [
  { name: 'GIF', bytes: Buffer.from('GIF8'), offset: 0 },
  { name: 'WebP', bytes: Buffer.from('WEBP'), offset: 8 },
  { name: 'JPEG 2000', bytes: Buffer.from('0000000c6a5020200d0a870a', 'hex'), offset: 0 },
  { name: 'JPEG 2000', bytes: Buffer.from('ff4fff51', 'hex'), offset: 0 },
  { name: 'AVIF', bytes: Buffer.from('ftypavif'), offset: 4 },
  { name: 'HEIC', bytes: Buffer.from('ftypheic'), offset: 4 },
  { name: 'NITF', bytes: Buffer.from('NITF'), offset: 0 },
  { name: 'HDF5', bytes: Buffer.from('\x89HDF\r\n\x1a\n', 'latin1'), offset: 0 },
];

/** The name of an image format that Keel does not read, by its signature; undefined for anything else. */
export function otherFormatOf(file: FileBytes): string | undefined {
  return signatures.find(({ bytes, offset }) => hasBytes(file, bytes, offset))?.name;
}
