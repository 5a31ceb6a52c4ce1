/** Datasets of oriented boxes: finding out their format, reading, changing, writing and converting them. */
export {
  type ConvertOptions,
  type ConvertResult,
  convertDataset,
  type ImageTransfer,
  imageTransfers,
  type ProblemCount,
} from './convert.js';
export { type DetectedFormat, detectFormat } from './detect.js';
export { formats } from './formats.js';
export {
  decodeImage,
  fingerprintFile,
  type HeaderReading,
  type ImageHeader,
  type ImageHeader,
  loadRgb,
  loadRgb,
  type PixelStatistics,
  type Region,
  type RgbImage,
  type RgbImage,
  readImageHeader,
  readImageHeader,
} from './images/index.js';
export { openDataset } from './open.js';
export { readImages, readSource, sizeOfImage } from './read.js';
export { makeSample, type PlacedDefect, type SampleManifest, type SampleOptions } from './sample/index.js';
export {
  type MergeOptions,
  type MergeOptions,
  type MergeResult,
  type MergeResult,
  mergeDetections,
  mergeDetections,
  parseWindowName,
  type SplitOptions,
  type SplitOptions,
  type SplitResult,
  type SplitResult,
  splitDataset,
  splitDataset,
  type Window,
  windowsOf,
} from './tiling/index.js';
export * from './types.js';
