import type { FileBytes } from './file-bytes.js';

const orientationTag = 274;

/** EXIF orientation (1 to 8) from a TIFF structure at `offset` of a file; 1 where there is none, or nonsense. */
export function orientationInTiff(file: FileBytes, offset: number, length: number): number {
  const bytes = length > 0 ? file.at(offset, Math.min(length, 65_536)) : undefined;
  if (bytes === undefined || bytes.length < 8) return 1;
  const order = bytes.toString('latin1', 0, 2);
  if (order !== 'II' && order !== 'MM') return 1;
  const short = (at: number) => (order === 'II' ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  const directory = order === 'II' ? bytes.readUInt32LE(4) : bytes.readUInt32BE(4);
  if (directory + 2 > bytes.length) return 1;
  const entries = short(directory);
  for (let index = 0; index < entries; index++) {
    const entry = directory + 2 + index * 12;
    if (entry + 12 > bytes.length) return 1;
    if (short(entry) === orientationTag) return validOrientation(short(entry + 8));
  }
  return 1;
}

/** The value itself if it is an orientation, else 1, which is what loaders fall back to. */
export function validOrientation(value: number): number {
  return value >= 1 && value <= 8 ? value : 1;
}
