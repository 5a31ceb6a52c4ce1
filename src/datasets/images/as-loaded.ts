import type { ImageSize } from '../types.js';
import type { ImageHeader } from './header.js';

/** Size of an image as OpenCV, and so MMRotate, loads it: turned by its EXIF orientation. */
export function sizeAsLoaded({ width, height, depth, orientation }: ImageHeader): ImageSize {
  return orientation >= 5 ? { width: height, height: width, depth } : { width, height, depth };
}
