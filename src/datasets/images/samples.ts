/** A rectangle of pixels inside an image. */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type SampleArray =
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | Int8Array
  | Int16Array
  | Int32Array
  | Float32Array
  | Float64Array;

/** Pixels as stored, channels interleaved, rows from the top. */
export interface Samples {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: SampleArray;
}

/** What an image is decoded into at most at a time; a larger one is read in strips of rows. */
const stripBytes = 128 * 2 ** 20;

/**
 * Cuts an image into strips of whole rows, so that no more than 128 MiB are decoded at a time.
 *
 * @param bytesPerPixel of the decoded pixels
 */
export function* strips(width: number, height: number, bytesPerPixel: number): Generator<Region> {
  const rows = Math.max(1, Math.floor(stripBytes / (width * bytesPerPixel)));
  for (let y = 0; y < height; y += rows) yield { x: 0, y, width, height: Math.min(rows, height - y) };
}
