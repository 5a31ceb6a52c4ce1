import { orientationInTiff } from './exif.js';
import type { FileBytes } from './file-bytes.js';
import { type HeaderReader, hasBytes } from './header-reader.js';

const start = Buffer.from([0xff, 0xd8, 0xff]);
const end = Buffer.from([0xff, 0xd9]);
const exif = Buffer.from('Exif\0\0', 'latin1');

const app1 = 0xe1;
const startOfScan = 0xda;
/** SOF0 to SOF15 without DHT, JPG and DAC, which share their range. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
/** Markers without a length: TEM and RST0 to RST7. */
const isBare = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);

/** JPEG (ITU-T T.81): SOFn for size and depth, the Exif APP1 for the orientation, EOI for the end. */
export const jpegReader: HeaderReader = {
  format: 'jpeg',
  recognises: (file) => hasBytes(file, start),
  read(file) {
    let orientation = 1;
    let frame: { bits: number; height: number; width: number; channels: number } | undefined;
    let at = 2;
    for (;;) {
      const head = file.at(at, 4);
      if (head === undefined) return { reason: 'truncated', detail: frame === undefined ? 'SOF' : 'SOS' };
      if (head[0] !== 0xff) return { reason: 'bad-header', detail: `marker @ ${at}` };
      const marker = head[1];
      if (marker === 0xff || isBare(marker)) {
        at += marker === 0xff ? 1 : 2;
        continue;
      }
      const length = head.readUInt16BE(2);
      if (marker === app1 && hasBytes(file, exif, at + 4)) {
        orientation = orientationInTiff(file, at + 4 + exif.length, length - 2 - exif.length);
      }
      if (isFrame(marker)) {
        const body = file.at(at + 4, 6);
        if (body === undefined) return { reason: 'truncated', detail: 'SOF' };
        frame = { bits: body[0], height: body.readUInt16BE(1), width: body.readUInt16BE(3), channels: body[5] };
      }
      at += 2 + length;
      if (marker === startOfScan) break;
    }
    if (frame === undefined || frame.width === 0 || frame.height === 0 || frame.channels === 0) {
      return { reason: 'bad-header', detail: 'SOF' };
    }
    const { bits, ...size } = frame;
    return { ...size, bitsPerChannel: bits, sampleType: 'unsigned', orientation, whole: endsWell(file, at) };
  },
};

/**
 * Most files end with EOI; only one that does not is searched from its first scan on, because bytes after EOI are
 * harmless. Inside a scan FF D9 cannot be anything else: FF is followed by a stuffed 00 there.
 */
function endsWell(file: FileBytes, scan: number): boolean {
  if (hasBytes(file, end, file.size - end.length)) return true;
  const step = 1 << 16;
  for (let at = scan; at < file.size; at += step) {
    if (file.at(at, Math.min(step + 1, file.size - at))?.includes(end)) return true;
  }
  return false;
}
