export { sizeAsLoaded } from './as-loaded.js';
export { decodeImage, type PixelStatistics } from './decode.js';
export { fingerprintFile } from './fingerprint.js';
export {
  type HeaderReading,
  type ImageHeader,
  readImageHeader,
} from './header.js';
export { loadRgb, type RgbImage, resizedBy } from './rgb.js';
export { decodedAtOnce, type Region } from './samples.js';
export { openRgb } from './sharp.js';
