export { sizeAsLoaded } from './as-loaded.js';
export { type ChannelStatistics, type Decoding, decodeImage, type PixelStatistics } from './decode.js';
export { fingerprintFile } from './fingerprint.js';
export {
  type HeaderProblem,
  type HeaderProblemReason,
  type HeaderReading,
  headerProblemReasons,
  type ImageFormat,
  type ImageHeader,
  imageFormats,
  readImageHeader,
} from './header.js';
export { loadRgb, type RgbImage, resizedBy } from './rgb.js';
export { decodedAtOnce, type Region } from './samples.js';
export { openRgb } from './sharp.js';
