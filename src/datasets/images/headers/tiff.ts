import { validOrientation } from './exif.js';
import type { FileBytes } from './file-bytes.js';
import type { HeaderReader } from './header-reader.js';

const tags = {
  width: 256,
  height: 257,
  bitsPerSample: 258,
  photometric: 262,
  stripOffsets: 273,
  orientation: 274,
  samplesPerPixel: 277,
  stripByteCounts: 279,
  tileOffsets: 324,
  tileByteCounts: 325,
  sampleFormat: 339,
} as const;

const palette = 3;
/** More strips than any real image has; keeps a forged count from filling memory. */
const mostValues = 1 << 20;
const sampleTypes = { 1: 'unsigned', 2: 'signed', 3: 'float' } as const;

/** Bytes of one value by field type; types that no tag of interest uses are left out. */
const typeBytes: Readonly<Record<number, number>> = { 1: 1, 3: 2, 4: 4, 13: 4, 16: 8, 18: 8 };

type Fields = ReadonlyMap<number, readonly number[]>;

/** TIFF 6.0 and BigTIFF: the first directory for size and depth; strips or tiles must lie inside the file. */
export const tiffReader: HeaderReader = {
  format: 'tiff',
  recognises: (file) => variantOf(file) !== undefined,
  read(file) {
    const fields = readDirectory(file);
    if (fields === undefined) return { reason: 'truncated', detail: 'IFD' };
    const first = (tag: number) => fields.get(tag)?.[0];
    const width = first(tags.width) ?? 0;
    const height = first(tags.height) ?? 0;
    const sampleType = sampleTypes[(first(tags.sampleFormat) ?? 1) as keyof typeof sampleTypes];
    const bits = first(tags.bitsPerSample) ?? 1;
    const samples = first(tags.samplesPerPixel) ?? 1;
    if (!(width > 0 && height > 0 && bits > 0 && samples > 0) || sampleType === undefined) {
      return { reason: 'bad-header', detail: 'IFD' };
    }
    const indexed = first(tags.photometric) === palette;
    return {
      width,
      height,
      bitsPerChannel: indexed ? 8 : bits,
      channels: indexed ? 3 : samples,
      sampleType,
      orientation: validOrientation(first(tags.orientation) ?? 1),
      whole: pixelsInside(fields, file.size),
    };
  },
};

interface Variant {
  readonly little: boolean;
  readonly big: boolean;
}

function variantOf(file: FileBytes): Variant | undefined {
  const head = file.at(0, 8);
  if (head === undefined) return undefined;
  const order = head.toString('latin1', 0, 2);
  if (order !== 'II' && order !== 'MM') return undefined;
  const little = order === 'II';
  const version = little ? head.readUInt16LE(2) : head.readUInt16BE(2);
  return version === 42 || version === 43 ? { little, big: version === 43 } : undefined;
}

/** The tags of interest of the first directory; undefined if it or a value it points at lies outside the file. */
function readDirectory(file: FileBytes): Fields | undefined {
  const variant = variantOf(file) as Variant;
  const { big } = variant;
  const number = (offset: number, bytes: number) => {
    const field = file.at(offset, bytes);
    return field === undefined ? undefined : unsigned(field, 0, bytes, variant.little);
  };
  const start = big ? number(8, 8) : number(4, 4);
  const entries = start === undefined ? undefined : number(start, big ? 8 : 2);
  if (start === undefined || entries === undefined || entries > 65_535) return undefined;
  const wanted = new Set<number>(Object.values(tags));
  const fields = new Map<number, number[]>();
  const entryBytes = big ? 20 : 12;
  for (let index = 0; index < entries; index++) {
    const at = start + (big ? 8 : 2) + index * entryBytes;
    const tag = number(at, 2);
    const type = number(at + 2, 2);
    const count = number(at + 4, big ? 8 : 4);
    if (tag === undefined || type === undefined || count === undefined) return undefined;
    const bytes = typeBytes[type];
    if (!wanted.has(tag) || bytes === undefined) continue;
    if (count > mostValues) return undefined;
    const inline = count * bytes <= (big ? 8 : 4);
    const offset = inline ? at + (big ? 12 : 8) : number(at + (big ? 12 : 8), big ? 8 : 4);
    const values = offset === undefined ? undefined : file.at(offset, count * bytes);
    if (values === undefined) return undefined;
    fields.set(
      tag,
      Array.from({ length: count }, (_, item) => unsigned(values, item * bytes, bytes, variant.little)),
    );
  }
  return fields;
}

function unsigned(buffer: Buffer, offset: number, bytes: number, little: boolean): number {
  if (bytes === 8) return Number(little ? buffer.readBigUInt64LE(offset) : buffer.readBigUInt64BE(offset));
  return little ? buffer.readUIntLE(offset, bytes) : buffer.readUIntBE(offset, bytes);
}

function pixelsInside(fields: Fields, size: number): boolean {
  const offsets = fields.get(tags.stripOffsets) ?? fields.get(tags.tileOffsets);
  const counts = fields.get(tags.stripByteCounts) ?? fields.get(tags.tileByteCounts);
  if (offsets === undefined) return false;
  return offsets.every((offset, index) => offset + (counts?.[index] ?? 0) <= size);
}
