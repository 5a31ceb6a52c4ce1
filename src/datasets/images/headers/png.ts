import { crc32 } from 'node:zlib';
import { orientationInTiff } from './exif.js';
import type { FileBytes } from './file-bytes.js';
import { type HeaderReader, hasBytes } from './header-reader.js';

const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
const end = Buffer.from('\0\0\0\0IEND\xae\x42\x60\x82', 'latin1');

const grey = 0;
const palette = 3;
/** Channels and legal bit depths by colour type. */
const colourTypes: Readonly<Record<number, { readonly channels: number; readonly bits: readonly number[] }>> = {
  [grey]: { channels: 1, bits: [1, 2, 4, 8, 16] },
  2: { channels: 3, bits: [8, 16] },
  [palette]: { channels: 3, bits: [1, 2, 4, 8] },
  4: { channels: 2, bits: [8, 16] },
  6: { channels: 4, bits: [8, 16] },
};

/** PNG (ISO/IEC 15948): IHDR for size and depth, eXIf for the orientation, IEND for the end. */
export const pngReader: HeaderReader = {
  format: 'png',
  recognises: (file) => hasBytes(file, signature),
  read(file) {
    const chunk = file.at(8, 25);
    if (chunk === undefined) return { reason: 'truncated', detail: 'IHDR' };
    const width = chunk.readUInt32BE(8);
    const height = chunk.readUInt32BE(12);
    const bits = chunk[16];
    const colourType = colourTypes[chunk[17]];
    const intact = chunk.toString('latin1', 4, 8) === 'IHDR' && crc32(chunk.subarray(4, 21)) === chunk.readUInt32BE(21);
    if (!intact || width === 0 || height === 0 || !colourType?.bits.includes(bits)) {
      return { reason: 'bad-header', detail: 'IHDR' };
    }
    const bitsPerChannel = chunk[17] === palette ? 8 : bits;
    const { orientation, transparent } = ancillary(file);
    return {
      width,
      height,
      bitsPerChannel,
      channels: colourType.channels + (transparent ? 1 : 0),
      sampleType: 'unsigned',
      orientation,
      whole: endsWell(file),
    };
  },
};

/** What the chunks before the pixels say: transparency of a palette or a colour, and the orientation. */
function ancillary(file: FileBytes): { orientation: number; transparent: boolean } {
  let orientation = 1;
  let transparent = false;
  for (const { type, offset, length } of chunks(file)) {
    if (type === 'IDAT') break;
    if (type === 'tRNS') transparent = true;
    if (type === 'eXIf') orientation = orientationInTiff(file, offset, length);
  }
  return { orientation, transparent };
}

/** Most files end with IEND; only one that does not is walked, because bytes after IEND are harmless. */
function endsWell(file: FileBytes): boolean {
  if (hasBytes(file, end, file.size - end.length)) return true;
  for (const { type } of chunks(file)) if (type === 'IEND') return true;
  return false;
}

/** Chunks that lie wholly inside the file; `offset` is that of the data. */
function* chunks(file: FileBytes): Generator<{ type: string; offset: number; length: number }> {
  let at = signature.length;
  for (;;) {
    const head = file.at(at, 8);
    if (head === undefined) return;
    const length = head.readUInt32BE(0);
    const type = head.toString('latin1', 4, 8);
    if (at + 12 + length > file.size) return;
    yield { type, offset: at + 8, length };
    at += 12 + length;
  }
}
