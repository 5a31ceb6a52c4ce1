import type { FileBytes } from './file-bytes.js';
import { type HeaderReader, hasBytes } from './header-reader.js';

const signature = Buffer.from('BM');
const coreHeader = 12;
const bitmapInfoHeader = 40;

/** The fields of a BMP that its pixels depend on. */
export interface BmpLayout {
  readonly width: number;
  readonly height: number;
  /** Rows are stored from the top, which a negative height says. */
  readonly topDown: boolean;
  readonly bitsPerPixel: number;
  /** 0 none, 1 RLE8, 2 RLE4, 3 bit fields, 6 bit fields with alpha. */
  readonly compression: number;
  /** Offset of the pixels in the file. */
  readonly pixels: number;
  /** Bytes of one row, padded to four. */
  readonly rowBytes: number;
  /** Offset and entry size of the palette. */
  readonly palette: { readonly offset: number; readonly entryBytes: number; readonly entries: number };
  /** Offset of the bit masks, where compression says there are some. */
  readonly masks: number;
}

/** BMP (Windows BITMAPCOREHEADER, BITMAPINFOHEADER and later): the info header, and pixels inside the file. */
export const bmpReader: HeaderReader = {
  format: 'bmp',
  recognises: (file) => {
    // "BM" alone is too little to tell a bitmap from a text that begins with it.
    const size = hasBytes(file, signature) ? file.at(14, 4)?.readUInt32LE(0) : undefined;
    return size !== undefined && (size === coreHeader || (size >= bitmapInfoHeader && size <= 256));
  },
  read(file) {
    const layout = readBmpLayout(file);
    if (layout === undefined) return { reason: 'truncated', detail: 'BITMAPINFOHEADER' };
    const { width, height, bitsPerPixel, compression } = layout;
    if (!(width > 0 && height > 0 && [1, 4, 8, 16, 24, 32].includes(bitsPerPixel))) {
      return { reason: 'bad-header', detail: 'BITMAPINFOHEADER' };
    }
    const runLength = compression === 1 || compression === 2;
    const stated = file.at(2, 4)?.readUInt32LE(0) ?? 0;
    return {
      width,
      height,
      bitsPerChannel: bitsPerPixel === 16 ? 5 : 8,
      channels: bitsPerPixel === 32 ? 4 : 3,
      sampleType: 'unsigned',
      orientation: 1,
      whole: runLength ? stated <= file.size : layout.pixels + layout.rowBytes * height <= file.size,
    };
  },
};

/** Reads where a BMP keeps what; undefined if its header reaches beyond the end of the file. */
export function readBmpLayout(file: FileBytes): BmpLayout | undefined {
  const headerBytes = file.at(14, 4)?.readUInt32LE(0) ?? 0;
  const header = file.at(0, 14 + Math.max(headerBytes, coreHeader));
  if (header === undefined) return undefined;
  const core = headerBytes === coreHeader;
  const width = core ? header.readUInt16LE(18) : header.readInt32LE(18);
  const signedHeight = core ? header.readUInt16LE(20) : header.readInt32LE(22);
  const bitsPerPixel = header.readUInt16LE(core ? 24 : 28);
  const compression = core ? 0 : header.readUInt32LE(30);
  const used = core ? 0 : header.readUInt32LE(46);
  const outsideMasks = headerBytes === bitmapInfoHeader && compression === 3 ? 12 : 0;
  return {
    width,
    height: Math.abs(signedHeight),
    topDown: signedHeight < 0,
    bitsPerPixel,
    compression,
    pixels: header.readUInt32LE(10),
    rowBytes: Math.ceil((width * bitsPerPixel) / 32) * 4,
    palette: {
      offset: 14 + headerBytes + outsideMasks,
      entryBytes: core ? 3 : 4,
      entries: bitsPerPixel > 8 ? 0 : used || 2 ** bitsPerPixel,
    },
    masks: 14 + bitmapInfoHeader,
  };
}
