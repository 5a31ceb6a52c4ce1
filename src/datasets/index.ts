/** Datasets of oriented boxes: finding out their format, reading, changing, writing, converting, splitting, merging. */
export {
  type ConvertOptions,
  type ConvertResult,
  convertDataset,
  type ProblemCount,
} from './convert.js';
export { type DetectedFormat, detectFormat } from './detect.js';
export { formats } from './formats.js';
export {
  decodeImage,
  fingerprintFile,
  type HeaderReading,
  type ImageHeader,
  loadRgb,
  type PixelStatistics,
  type Region,
  type RgbImage,
  readImageHeader,
} from './images/index.js';
export { openDataset } from './open.js';
export { readImages, readSource, sizeOfImage } from './read.js';
export { makeSample, type PlacedDefect, type SampleManifest, type SampleOptions } from './sample/index.js';
export {
  type MergeOptions,
  type MergeResult,
  mergeDetections,
  parseWindowName,
  type SplitOptions,
  type SplitResult,
  splitDataset,
  type Window,
  windowsOf,
} from './tiling/index.js';
export { type ImageTransfer, imageTransfers } from './transfer.js';
export * from './types.js';
